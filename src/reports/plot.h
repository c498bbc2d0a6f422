// Plots as SVG, made on the server. Each stands above a table that says the same in numbers; what is hidden
// there is not drawn here.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "markup/html.h"

namespace fjorten::reports {

struct PlotPoint {
    std::string label;
    std::optional<double> value = {};  // empty = nothing to draw
    std::optional<double> low = {}, high = {};
};

struct Plot {
    std::string says;  // for those who do not see it
    std::vector<PlotPoint> points;
    std::optional<double> promise = {};  // a line across
    std::string promise_label = {};
    std::optional<double> most = {};  // top of the scale; empty = as the points ask for
    std::string unit = {};            // "%", behind the numbers of the scale
};

/// Dots joined by a line, with whiskers from low to high.
markup::Html line_plot(const Plot& plot);
/// Bars from nought, with whiskers where there are low and high.
markup::Html bar_plot(const Plot& plot);

}  // namespace fjorten::reports
