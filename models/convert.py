"""TFLite to ONNX, for the operators the BlazePose networks are made of.

Written for this family because general converters fail on the detector, whose weights are stored sparse. Four
things differ from a literal translation, and none changes a result beyond rounding:

* activations are NCHW, the only layout onnxruntime has fast convolutions for, instead of NHWC;
* only what the wanted outputs depend on is kept, which drops the segmentation head;
* a PAD in front of a convolution becomes that convolution's padding;
* a 1x1 convolution of an enlarged picture is done before enlarging it.

The picture goes in as uint8 RGB rows; the graph does the scaling, so no caller can get it wrong.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import onnx
import tflite
from onnx import TensorProto, helper, numpy_helper
from tflite_file import Array, Network, Operator, options, require

OPSET = 17
IR_VERSION = 8
"""The oldest pair with everything used here; both are read by every onnxruntime since 1.12."""

NHWC_TO_NCHW = (0, 3, 1, 2)
NCHW_TO_NHWC = (0, 2, 3, 1)
OHWI_TO_OIHW = (0, 3, 1, 2)
IHWO_TO_OIHW = (3, 0, 1, 2)
"""Weights: I and O are the channels going in and out. TFLite's depthwise ones have I = 1 in front."""

NO_ACTIVATION = tflite.ActivationFunctionType.NONE
RELU = tflite.ActivationFunctionType.RELU
RELU6 = tflite.ActivationFunctionType.RELU6

Axes = tuple[int, ...]
Border = tuple[int, int, int, int]
"""Zeros at the top, left, bottom and right."""
NO_BORDER: Border = (0, 0, 0, 0)


@dataclass(frozen=True)
class Picture:
    """The network's input: uint8 RGB (1, height, width, 3), seen by the network as value * scale + offset."""

    name: str
    scale: float
    offset: float


def convert(content: bytes, title: str, picture: Picture, outputs: Mapping[str, str]) -> onnx.ModelProto:
    """Translate what computes `outputs`, a mapping from their names in TFLite to their names in ONNX."""
    graph = _Translation(Network(content)).graph(title, picture, outputs)
    opset = helper.make_opsetid("", OPSET)
    model = helper.make_model(graph, producer_name="fitcount", ir_version=IR_VERSION, opset_imports=[opset])
    onnx.checker.check_model(model, full_check=True)
    return model


class _Translation:
    """One network on its way from TFLite to ONNX. Tensor 7 there is t7 here."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._nodes: list[onnx.NodeProto] = []
        self._initialisers: dict[str, onnx.TensorProto] = {}
        self._borders: dict[int, tuple[int, Border]] = {}
        """Padded tensor -> tensor before padding, zeros around it."""
        code = tflite.BuiltinOperator
        self._translators: dict[int, Callable[[Operator], None]] = {
            code.ADD: self._add,
            code.CONCATENATION: self._concatenation,
            code.CONV_2D: self._conv,
            code.DEPTHWISE_CONV_2D: self._depthwise_conv,
            code.DEPTH_TO_SPACE: self._depth_to_space,
            code.LOGISTIC: self._logistic,
            code.MAX_POOL_2D: self._max_pool,
            code.PAD: self._pad,
            code.RELU: self._relu,
            code.RESHAPE: self._reshape,
            code.RESIZE_BILINEAR: self._resize_bilinear,
        }

    def graph(self, title: str, picture: Picture, outputs: Mapping[str, str]) -> onnx.GraphProto:
        network = self._network
        wanted = [network.outputs[name] for name in outputs]
        self._prepare(picture)
        for opcode, op in network.operators_behind(wanted):
            self._translators[opcode](op)
        self._convolve_before_enlarging()
        values = [self._finish(tensor, name) for tensor, name in zip(wanted, outputs.values(), strict=True)]
        start = helper.make_tensor_value_info(picture.name, TensorProto.UINT8, network.shape(network.input))
        return helper.make_graph(self._nodes, title, [start], values, list(self._initialisers.values()))

    def _prepare(self, picture: Picture) -> None:
        """Turn the uint8 NHWC picture into the float NCHW tensor the network starts from."""
        start = _name(self._network.input)
        scale = self._initialiser("scale", np.float32(picture.scale))
        self._node("Transpose", [picture.name], "planes", perm=NHWC_TO_NCHW)
        self._node("Cast", ["planes"], "levels", to=TensorProto.FLOAT)
        self._node("Mul", ["levels", scale], "scaled" if picture.offset else start)
        if picture.offset:
            offset = self._initialiser("offset", np.float32(picture.offset))
            self._node("Add", ["scaled", offset], start)

    def _convolve_before_enlarging(self) -> None:
        """Swap Resize and a 1x1 Conv behind it: one mixes pixels, the other channels, so they commute.

        A quarter of the pixels to convolve and fewer channels to enlarge: a twelfth of the detector's time.
        """
        readers = Counter(name for node in self._nodes for name in node.input)
        enlarged = {node.output[0]: node for node in self._nodes if node.op_type == "Resize"}
        for conv in [node for node in self._nodes if node.op_type == "Conv"]:
            resize = enlarged.get(conv.input[0])
            (window,) = (field.ints for field in conv.attribute if field.name == "kernel_shape")
            if resize is None or readers[conv.input[0]] > 1 or list(window) != [1, 1]:
                continue
            self._nodes.remove(resize)
            conv.input[0], resize.input[0] = resize.input[0], resize.output[0]
            conv.output[0], resize.output[0] = resize.output[0], conv.output[0]
            self._nodes.insert(self._nodes.index(conv) + 1, resize)

    def _finish(self, tensor: int, name: str) -> onnx.ValueInfoProto:
        self._node("Identity", [_name(tensor)], name)
        shape = self._network.shape(tensor)
        if len(shape) == 4:
            shape = [shape[axis] for axis in NHWC_TO_NCHW]
        return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)

    # One method an operator.

    def _conv(self, op: Operator) -> None:
        self._convolution(op, options(op, tflite.Conv2DOptions), OHWI_TO_OIHW, group=1)

    def _depthwise_conv(self, op: Operator) -> None:
        setting = options(op, tflite.DepthwiseConv2DOptions)
        require(setting.DepthMultiplier() == 1, "depth multiplier other than 1")
        self._convolution(op, setting, IHWO_TO_OIHW, group=self._network.shape(op.Inputs(1))[3])

    def _convolution(self, op: Operator, setting: Any, axes: Axes, group: int) -> None:
        require(setting.DilationHFactor() == setting.DilationWFactor() == 1, "dilation")
        padded, kernel, bias = op.InputsAsNumpy().tolist()
        source, border = self._borders.get(padded, (padded, NO_BORDER))
        window = self._network.shape(kernel)[1:3]
        own = self._padding(setting, padded, window)
        self._node(
            "Conv",
            [_name(source), self._weights(kernel, axes), self._weights(bias, (0,))],
            _name(op.Outputs(0)),
            setting.FusedActivationFunction(),
            kernel_shape=window,
            strides=[setting.StrideH(), setting.StrideW()],
            pads=[a + b for a, b in zip(border, own, strict=True)],
            group=group,
        )

    def _weights(self, tensor: int, axes: Axes) -> str:
        """Constant with its axes permuted; float16 is stored as such, and cast when onnxruntime loads it."""
        name, values = _name(tensor), self._network.constant(tensor).transpose(axes)
        if values.dtype == np.float32:
            return self._initialiser(name, values)
        half = f"{name}/half"
        if half not in self._initialisers:  # Some layers share a bias.
            self._node("Cast", [self._initialiser(half, values)], name, to=TensorProto.FLOAT)
        return name

    def _max_pool(self, op: Operator) -> None:
        setting = options(op, tflite.Pool2DOptions)
        window = [setting.FilterHeight(), setting.FilterWidth()]
        self._node(
            "MaxPool",
            [_name(op.Inputs(0))],
            _name(op.Outputs(0)),
            setting.FusedActivationFunction(),
            kernel_shape=window,
            strides=[setting.StrideH(), setting.StrideW()],
            pads=self._padding(setting, op.Inputs(0), window),
        )

    def _padding(self, setting: Any, tensor: int, window: list[int]) -> Border:
        if setting.Padding() == tflite.Padding.VALID:
            return NO_BORDER
        height, width = self._network.shape(tensor)[1:3]
        top, bottom = _same(height, setting.StrideH(), window[0])
        left, right = _same(width, setting.StrideW(), window[1])
        return top, left, bottom, right

    def _pad(self, op: Operator) -> None:
        """Zeros: those around a picture are left to the convolution behind, those after its channels not."""
        source, out = op.Inputs(0), op.Outputs(0)
        before, after = self._network.constant(op.Inputs(1))[list(NHWC_TO_NCHW)].T.tolist()
        if any(before[:2] + after[:2]):
            pads = self._initialiser(f"{_name(out)}/pads", np.array(before + after, np.int64))
            self._node("Pad", [_name(source), pads], _name(out))
        else:
            # Were anything but a convolution to read it, the checker would miss the tensor.
            self._borders[out] = source, (before[2], before[3], after[2], after[3])

    def _add(self, op: Operator) -> None:
        left, right = op.InputsAsNumpy().tolist()
        require(self._network.shape(left) == self._network.shape(right), "broadcasting ADD")
        activation = options(op, tflite.AddOptions).FusedActivationFunction()
        self._node("Add", [_name(left), _name(right)], _name(op.Outputs(0)), activation)

    def _relu(self, op: Operator) -> None:
        self._node("Relu", [_name(op.Inputs(0))], _name(op.Outputs(0)))

    def _logistic(self, op: Operator) -> None:
        self._node("Sigmoid", [_name(op.Inputs(0))], _name(op.Outputs(0)))

    def _resize_bilinear(self, op: Operator) -> None:
        setting, out = options(op, tflite.ResizeBilinearOptions), _name(op.Outputs(0))
        half_pixel = setting.HalfPixelCenters() and not setting.AlignCorners()
        require(half_pixel, "resize other than with half-pixel centres")
        before, after = self._network.shape(op.Inputs(0)), self._network.shape(op.Outputs(0))
        factors = np.array([1, 1, after[1] / before[1], after[2] / before[2]], np.float32)
        inputs = [_name(op.Inputs(0)), "", self._initialiser(f"{out}/scales", factors)]
        self._node("Resize", inputs, out, mode="linear", coordinate_transformation_mode="half_pixel")

    def _depth_to_space(self, op: Operator) -> None:
        block = options(op, tflite.DepthToSpaceOptions).BlockSize()
        self._node("DepthToSpace", [_name(op.Inputs(0))], _name(op.Outputs(0)), blocksize=block, mode="DCR")

    def _reshape(self, op: Operator) -> None:
        """Flatten a picture in TFLite's order of axes; if it is one pixel, ours is the same."""
        source, before = _name(op.Inputs(0)), self._network.shape(op.Inputs(0))
        out, after = _name(op.Outputs(0)), self._network.shape(op.Outputs(0))
        require(len(before) == 4 and len(after) < 4, f"reshape of {before} to {after}")
        if before[1:3] != [1, 1]:
            self._node("Transpose", [source], f"{out}/nhwc", perm=NCHW_TO_NHWC)
            source = f"{out}/nhwc"
        self._node("Reshape", [source, self._initialiser(f"{out}/shape", np.array(after, np.int64))], out)

    def _concatenation(self, op: Operator) -> None:
        setting, out = options(op, tflite.ConcatenationOptions), op.Outputs(0)
        require(len(self._network.shape(out)) == 3, "concatenation of other than (1, anchors, values)")
        names = [_name(tensor) for tensor in op.InputsAsNumpy().tolist()]
        self._node("Concat", names, _name(out), setting.FusedActivationFunction(), axis=setting.Axis())

    # What the ONNX graph is made of.

    def _node(
        self, kind: str, inputs: list[str], output: str, activation: int = NO_ACTIVATION, **attributes: Any
    ) -> None:
        require(activation in (NO_ACTIVATION, RELU, RELU6), f"activation {activation}")
        linear = output if activation == NO_ACTIVATION else f"{output}/linear"
        self._nodes.append(helper.make_node(kind, inputs, [linear], name=linear, **attributes))
        if activation == RELU:
            self._node("Relu", [linear], output)
        if activation == RELU6:
            limits = [self._initialiser("zero", np.float32(0)), self._initialiser("six", np.float32(6))]
            self._node("Clip", [linear, *limits], output)

    def _initialiser(self, name: str, values: Array | np.float32) -> str:
        self._initialisers[name] = numpy_helper.from_array(np.asarray(values, order="C"), name)
        return name


def _name(tensor: int) -> str:
    return f"t{tensor}"


def _same(length: int, stride: int, window: int) -> tuple[int, int]:
    """Zeros before and after for ceil(length / stride) results; TFLite puts an odd one after."""
    total = max((length - 1) // stride * stride + window - length, 0)
    return total // 2, total - total // 2
