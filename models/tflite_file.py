"""Read a .tflite file: operators, shapes, and constants decoded from sparse and half-precision storage."""

from typing import Any

import numpy as np
import tflite
from numpy.typing import NDArray

Array = NDArray[Any]
Operator = Any
"""A tflite.Operator; the tflite package carries no types."""

# No 8-bit integers: the family is quantised to half precision at most.
_DTYPES = {
    tflite.TensorType.FLOAT32: np.float32,
    tflite.TensorType.FLOAT16: np.float16,
    tflite.TensorType.INT32: np.int32,
}
_INDEX_VECTORS = {
    tflite.SparseIndexVector.Int32Vector: tflite.Int32Vector,
    tflite.SparseIndexVector.Uint16Vector: tflite.Uint16Vector,
    tflite.SparseIndexVector.Uint8Vector: tflite.Uint8Vector,
}
_DECODERS = (tflite.BuiltinOperator.DENSIFY, tflite.BuiltinOperator.DEQUANTIZE)


class Network:
    """The network in a .tflite file. Tensors are known by their index there."""

    def __init__(self, content: bytes) -> None:
        self._model = tflite.Model.GetRootAsModel(content, 0)
        self._subgraph = self._model.Subgraphs(0)
        (self.input,) = self._subgraph.InputsAsNumpy().tolist()
        self.outputs = {self._name(index): index for index in self._subgraph.OutputsAsNumpy().tolist()}
        """Name -> tensor."""
        operators = [self._subgraph.Operators(i) for i in range(self._subgraph.OperatorsLength())]
        self._operators = [op for op in operators if _opcode(self._model, op) not in _DECODERS]
        self._decoders = {op.Outputs(0): op for op in operators if _opcode(self._model, op) in _DECODERS}

    def operators_behind(self, wanted: list[int]) -> list[tuple[int, Operator]]:
        """(tflite.BuiltinOperator, operator) of all the `wanted` tensors depend on, in order of execution."""
        needed, kept = set(wanted), []
        for op in reversed(self._operators):
            if needed.intersection(op.OutputsAsNumpy().tolist()):
                needed.update(op.InputsAsNumpy().tolist())
                kept.append((_opcode(self._model, op), op))
        return kept[::-1]

    def shape(self, tensor: int) -> list[int]:
        """Dimensions, pictures being NHWC."""
        shape: list[int] = self._subgraph.Tensors(tensor).ShapeAsNumpy().tolist()
        return shape

    def constant(self, tensor: int) -> Array:
        """Values of a constant, in the precision they are stored in."""
        if tensor in self._decoders:  # One only widens, which loses nothing; the other is done below.
            return self.constant(self._decoders[tensor].Inputs(0))
        record = self._subgraph.Tensors(tensor)
        values = np.frombuffer(self._model.Buffers(record.Buffer()).DataAsNumpy(), _DTYPES[record.Type()])
        sparsity, shape = record.Sparsity(), self.shape(tensor)
        return values.reshape(shape) if sparsity is None else _densify(values, sparsity, shape)

    def _name(self, tensor: int) -> str:
        return str(self._subgraph.Tensors(tensor).Name().decode())


def options(op: Operator, kind: Any) -> Any:
    """The operator's options, of the flatbuffer table type `kind`."""
    read, table = kind(), op.BuiltinOptions()
    read.Init(table.Bytes, table.Pos)
    return read


def require(condition: bool, what: str) -> None:
    """Refuse what no BlazePose network has, rather than translate it unverified."""
    if not condition:
        raise NotImplementedError(f"not translated, since no BlazePose network has it: {what}")


def _opcode(model: Any, op: Operator) -> int:
    """The tflite.BuiltinOperator; codes below 127 are in an old 8-bit field, and old files have no other."""
    code = model.OperatorCodes(op.OpcodeIndex())
    return int(max(code.BuiltinCode(), code.DeprecatedBuiltinCode()))


def _densify(values: Array, sparsity: Any, shape: list[int]) -> Array:
    """Undo compressed sparse rows: the last axis is sparse, all before it are rows."""
    axes = [sparsity.DimMetadata(axis) for axis in range(sparsity.DimMetadataLength())]
    formats = [axis.Format() for axis in axes]
    dense, compressed = tflite.DimensionType.DENSE, tflite.DimensionType.SPARSE_CSR
    require(formats == [dense] * (len(shape) - 1) + [compressed], f"sparse format {formats}")
    starts = _indices(axes[-1].ArraySegmentsType(), axes[-1].ArraySegments())
    columns = _indices(axes[-1].ArrayIndicesType(), axes[-1].ArrayIndices())
    rows = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    matrix = np.zeros((len(starts) - 1, shape[-1]), values.dtype)
    matrix[rows, columns] = values
    return matrix.reshape(shape)


def _indices(kind: int, table: Any) -> NDArray[np.int64]:
    vector = _INDEX_VECTORS[kind]()
    vector.Init(table.Bytes, table.Pos)
    return np.asarray(vector.ValuesAsNumpy(), np.int64)
