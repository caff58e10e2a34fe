// Turns the still pictures of a report into charts that answer to the mouse.
(function () {
  'use strict';
  var dark = matchMedia('(prefers-color-scheme: dark)');
  var charts = [];

  // One option serves both schemes: no colour stands in a scheme twice.
  function option(text) {
    if (dark.matches) {
      fathomColours.forEach(function (pair, at) { text = text.split('"' + pair[0] + '"').join('"@' + at + '"'); });
      fathomColours.forEach(function (pair, at) { text = text.split('"@' + at + '"').join('"' + pair[1] + '"'); });
    }
    return JSON.parse(text);
  }

  function draw(item) {
    item.chart.setOption(fathomPictures.prepare(option(item.text), item.element.clientWidth), { notMerge: true });
  }

  document.querySelectorAll('figure').forEach(function (figure) {
    var source = figure.querySelector('.option');
    var element = document.createElement('div');
    element.className = 'live';
    figure.firstElementChild.appendChild(element);
    figure.classList.add('is-live');
    var item = { element: element, text: source.textContent, chart: echarts.init(element) };
    charts.push(item);
    draw(item);
  });
  addEventListener('resize', function () { charts.forEach(function (item) { item.chart.resize(); }); });
  dark.addEventListener('change', function () { charts.forEach(draw); });
})();
