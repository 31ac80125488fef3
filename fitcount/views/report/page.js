"use strict";
// Draws the plots of the page. Their data and their looks stand in the page as JSON; here is what JSON cannot say.

const SHEET_PX = 680; // what the margins leave of A4

const clock = (ms) => {
  const tenths = Math.round(ms / 100);
  const seconds = String(Math.floor(tenths / 10) % 60).padStart(2, "0");
  return `${Math.floor(tenths / 600)}:${seconds}.${tenths % 10}`;
};

// A value as it is written everywhere else: 0.26 is 26 %. On an axis a step may be finer than that.
const writtenIn = ({ sign, decimals, factor }) => (value) => `${(factor * value).toFixed(decimals)}${sign}`;
const onAxis = ({ sign, decimals, factor }) => (value) => `${Number((factor * value).toFixed(decimals + 1))}${sign}`;

// What is said of the place that is pointed at: the values there, and the movements around it.
const said = (tips, value, isTime) => (params) => {
  const place = isTime ? params[0].value[0] : params[0].dataIndex;
  const values = isTime
    ? params.filter((each) => each.seriesType === "line" && each.value[1] !== null)
        .map((each) => `${each.seriesName} ${value(each.value[1])}`)
    : [];
  const here = tips.filter(([start, end]) => start <= place && place <= end).map(([, , text]) => text);
  const lines = [...(isTime ? [clock(place)] : []), ...values, ...here];
  return lines.map(echarts.format.encodeHTML).join("<br>");
};

const draw = (canvas) => {
  const { option, tips, unit } = JSON.parse(document.getElementById(`plot-${canvas.dataset.plot}`).textContent);
  const chart = echarts.init(canvas, null, { renderer: "svg" });
  const isTime = option.xAxis.type === "time";
  option.tooltip.formatter = said(tips, writtenIn(unit), isTime);
  option.yAxis.axisLabel.formatter = onAxis(unit);
  if (!isTime) {
    option.tooltip.axisPointer = { type: "shadow" };
  }
  chart.setOption(option);
  // A view box lets the style sheet fit the plot to a sheet of paper where the browser tells no script that it prints.
  const fit = (size) => {
    chart.resize(size);
    chart.getZr().flush();
    canvas.querySelector("svg").setAttribute("viewBox", `0 0 ${chart.getWidth()} ${chart.getHeight()}`);
  };
  fit();
  new ResizeObserver(() => {
    if (!matchMedia("print").matches && canvas.clientWidth !== chart.getWidth()) {
      fit();
    }
  }).observe(canvas);
  // What scrolls on a screen is drawn anew as wide as the sheet, so that its words are not shrunk with it.
  addEventListener("beforeprint", () => fit({ width: canvas.closest(".course") ? SHEET_PX : SHEET_PX / 2 }));
  addEventListener("afterprint", () => fit({ width: "auto" }));
};

document.querySelectorAll(".canvas").forEach(draw);
