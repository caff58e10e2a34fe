// The series that Fathom's pictures use, and the texts of their tooltips. Run once after ECharts.
(function (global) {
  'use strict';
  var echarts = global.echarts;

  function edges(api) {
    var start = api.coord([api.value(0), api.value(2)]);
    var end = api.coord([api.value(1), api.value(2)]);
    var height = Math.abs(api.size([0, 1])[1]);
    // On whole pixels, and a little over what is drawn next, so that no seams show between neighbours.
    var left = Math.round(start[0]);
    var top = Math.round(start[1] - height / 2);
    return { x: left, y: top, width: Math.max(Math.round(end[0]) - left, 1) + 0.5, height: Math.max(Math.round(start[1] + height / 2) - top, 1) + 0.5 };
  }

  // [from step, to step, row, value]: one cell of a map.
  echarts.registerCustomSeries('fathom-cell', function (params, api) {
    return { type: 'rect', shape: edges(api), style: { fill: api.visual('color') } };
  });

  // The same with a sign on it, so that what it means does not hang on its colour.
  function signed(sign) {
    return function (params, api) {
      var area = edges(api);
      var colour = api.visual('color');
      var ink = params.itemPayload.ink;
      var children = [{ type: 'rect', shape: area, style: { fill: colour } }];
      var half = Math.min(area.width, area.height, 9) / 2;
      if (half >= 1.5) {
        var x = area.x + area.width / 2;
        var y = area.y + area.height / 2;
        var down = { type: 'line', silent: true, shape: { x1: x - half, y1: y - half, x2: x + half, y2: y + half }, style: { stroke: ink, lineWidth: 1 } };
        var up = { type: 'line', silent: true, shape: { x1: x - half, y1: y + half, x2: x + half, y2: y - half }, style: { stroke: ink, lineWidth: 1 } };
        if (sign === 'cross') children.push(down);
        children.push(up);
      }
      return { type: 'group', children: children };
    };
  }

  echarts.registerCustomSeries('fathom-stroke', signed('stroke'));
  echarts.registerCustomSeries('fathom-cross', signed('cross'));

  // [from step, to step, first row, last row]: where a finding lies.
  echarts.registerCustomSeries('fathom-frame', function (params, api) {
    var start = api.coord([api.value(0), api.value(2)]);
    var end = api.coord([api.value(1), api.value(3)]);
    var height = Math.abs(api.size([0, 1])[1]);
    var top = Math.min(start[1], end[1]) - height / 2;
    var shape = { x: start[0], y: top, width: Math.max(end[0] - start[0], 2), height: Math.abs(end[1] - start[1]) + height };
    // Ink on paper, to be seen on any colour of the map.
    return {
      type: 'group',
      silent: true,
      children: [
        { type: 'rect', shape: shape, style: { fill: 'none', stroke: params.itemPayload.paper, lineWidth: 4 } },
        { type: 'rect', shape: shape, style: { fill: 'none', stroke: params.itemPayload.ink, lineWidth: 2, lineDash: [6, 3] } }
      ]
    };
  });

  // [from step, to step, from value, to value]: what lies between two extremes.
  echarts.registerCustomSeries('fathom-range', function (params, api) {
    var low = api.coord([api.value(0), api.value(2)]);
    var high = api.coord([api.value(1), api.value(3)]);
    return {
      type: 'rect',
      shape: { x: low[0], y: high[1], width: Math.max(high[0] - low[0], 0.5), height: Math.max(low[1] - high[1], 0.5) },
      style: { fill: api.visual('color'), opacity: 0.25 }
    };
  });

  // [place, low, high] for each item; all of them are one area, which the first item draws.
  echarts.registerCustomSeries('fathom-ribbon', function (params, api) {
    if (params.dataIndexInside > 0) return null;
    var points = params.itemPayload.points;
    var outline = points.map(function (point) { return api.coord([point[0], point[2]]); })
      .concat(points.slice().reverse().map(function (point) { return api.coord([point[0], point[1]]); }));
    return { type: 'polygon', silent: true, shape: { points: outline }, style: { fill: api.visual('color') } };
  });

  // [row, from, to]: one bar of a waterfall, lying.
  echarts.registerCustomSeries('fathom-span', function (params, api) {
    var start = api.coord([api.value(1), api.value(0)]);
    var end = api.coord([api.value(2), api.value(0)]);
    var height = Math.min(Math.abs(api.size([0, 1])[1]) * 0.7, 22);
    return {
      type: 'rect',
      shape: { x: Math.min(start[0], end[0]), y: start[1] - height / 2, width: Math.max(Math.abs(end[0] - start[0]), 1), height: height },
      style: { fill: api.visual('color') }
    };
  });

  function number(value) {
    if (value === null || value === undefined || value !== value) return 'none';
    var size = Math.abs(value);
    return size !== 0 && (size < 1e-3 || size >= 1e6) ? value.toExponential(2) : String(Math.round(value * 1e4) / 1e4);
  }

  function steps(from, to) {
    return to - from <= 1 ? 'step ' + from : 'steps ' + from + ' to ' + (to - 1);
  }

  // By the name of the picture's kind of tip: plain text, which a tooltip in richText mode shows as it is.
  var tips = {
    cell: function (item, rows) {
      return rows[item.value[2]] + '\n' + steps(item.value[0], item.value[1]) + '\n' + item.seriesName + (item.value.length > 3 ? ': ' + number(item.value[3]) : '');
    },
    loss: function (item) {
      return item.seriesName + '\nstep ' + number(item.value[0]) + (typeof item.value[1] === 'number' ? ': ' + number(item.value[1]) : '');
    },
    // The same where losses are drawn as log10.
    decades: function (item) {
      var isLoss = item.seriesName.indexOf('accuracy') < 0;
      return item.seriesName + '\nstep ' + number(item.value[0]) + (typeof item.value[1] === 'number' ? ': ' + number(isLoss ? Math.pow(10, item.value[1]) : item.value[1]) : '');
    },
    profile: function (item, rows, columns) {
      return columns[item.value[0]] + '\n' + item.seriesName + ': 1e' + number(item.value[1]);
    },
    time: function (item) {
      return 'time step ' + item.value[0] + '\n' + item.seriesName + ': 1e' + number(item.value[1]);
    },
    span: function (item, rows) {
      if (item.value.length < 3) return rows[item.value[1]] + '\n' + item.seriesName;
      return rows[item.value[0]] + '\n' + item.seriesName + ': ' + number(item.value[2] - item.value[1]) + ' decades\nsum so far: ' + number(item.value[2]);
    }
  };

  // A legend that breaks into several lines pushes the chart down.
  function linesOf(legend, width) {
    var lines = 1;
    var used = 0;
    legend.data.forEach(function (name) {
      var needed = legend.itemWidth + 5 + echarts.format.getTextRect(name, '12px sans-serif').width + legend.itemGap;
      if (used > 0 && used + needed > width - 16) {
        lines++;
        used = 0;
      }
      used += needed;
    });
    return lines;
  }

  global.fathomPictures = {
    // option: parsed from a picture; width: of the element that it will be drawn in, in CSS pixels.
    prepare: function (option, width) {
      (Array.isArray(option.yAxis) ? option.yAxis : [option.yAxis]).forEach(function (axis) {
        if (axis && axis.axisLabel && axis.axisLabel.width && width) axis.axisLabel.width = Math.min(axis.axisLabel.width, Math.round(width * 0.38));
      });
      if (option.legend && option.legend.show && width) {
        var down = 26 * (linesOf(option.legend, width) - 1);
        (Array.isArray(option.grid) ? option.grid.slice(0, 1) : [option.grid]).forEach(function (grid) { grid.top += down; });
      }
      var tip = option.tooltip && tips[option.tooltip.fathomTip];
      if (tip) {
        var rows = (option.yAxis[0] || option.yAxis).data;
        var columns = (option.xAxis[0] || option.xAxis).data;
        option.tooltip.formatter = function (item) { return tip(item, rows, columns); };
      }
      return option;
    }
  };
})(typeof globalThis === 'undefined' ? this : globalThis);
