#include "reports/plot.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace fjorten::reports {

using markup::Attributes;
using markup::element;
using markup::Html;

namespace {

constexpr double width = 720, height = 260, left = 48, right = 12, top = 14, bottom = 44;
constexpr const char* ink = "#1a1a1a";
constexpr const char* faint = "#dcdcdc";
constexpr const char* strong = "#0059b3";
constexpr const char* promised = "#8e6a00";

std::string number(double value) { return fmt::format("{:.1f}", value); }

class Drawing {
  public:
    explicit Drawing(const Plot& plot) : plot_(plot), most_(plot.most.value_or(0)) {
        for (const PlotPoint& point : plot.points) {
            if (plot.most) break;
            most_ = std::max({most_, point.value.value_or(0), point.high.value_or(0)});
        }
        if (plot.promise) most_ = std::max(most_, *plot.promise);
        step_ = nice_step(most_);
        most_ = std::max(step_, std::ceil(most_ / step_) * step_);
    }

    Html bars() {
        Html marks;
        const double wide = std::min(48.0, 0.7 * space());
        for (std::size_t i = 0; i < plot_.points.size(); ++i) {
            const PlotPoint& point = plot_.points[i];
            if (!point.value) continue;
            marks += element("rect", {{"x", number(x(i) - wide / 2)},
                                      {"y", number(y(*point.value))},
                                      {"width", number(wide)},
                                      {"height", number(y(0) - y(*point.value))},
                                      {"fill", strong}});
            marks += whisker(i);
        }
        return whole(marks);
    }

    Html dots() {
        Html marks;
        std::string path;
        for (std::size_t i = 0; i < plot_.points.size(); ++i) {
            const PlotPoint& point = plot_.points[i];
            if (!point.value) continue;
            // What is not known leaves a gap in the line.
            const bool goes_on = i > 0 && plot_.points[i - 1].value;
            path += fmt::format("{}{} {}", goes_on ? "L" : "M", number(x(i)), number(y(*point.value)));
            marks += whisker(i);
            marks += element(
                "circle",
                {{"cx", number(x(i))}, {"cy", number(y(*point.value))}, {"r", "4"}, {"fill", strong}});
        }
        return whole(
            all(element("path", {{"d", path}, {"fill", "none"}, {"stroke", strong}, {"stroke-width", "2"}}),
                marks));
    }

  private:
    static double nice_step(double most) {
        if (most <= 0) return 1;
        const double rough = most / 4;
        const double power = std::pow(10, std::floor(std::log10(rough)));
        for (const double nice : {1.0, 2.0, 5.0, 10.0}) {
            if (nice * power >= rough) return std::max(1.0, nice * power);
        }
        return std::max(1.0, 10 * power);
    }

    double space() const {
        return (width - left - right) / static_cast<double>(std::max<std::size_t>(plot_.points.size(), 1));
    }
    double x(std::size_t i) const { return left + space() * (static_cast<double>(i) + 0.5); }
    double y(double value) const {
        return height - bottom - (height - top - bottom) * std::clamp(value / most_, 0.0, 1.0);
    }

    static Html line(double x1, double y1, double x2, double y2, const char* colour,
                     const char* dashes = "") {
        return element("line", {{"x1", number(x1)},
                                {"y1", number(y1)},
                                {"x2", number(x2)},
                                {"y2", number(y2)},
                                {"stroke", colour},
                                {"stroke-width", "1.5"},
                                markup::Attribute::unless_empty("stroke-dasharray", dashes)});
    }
    static Html words(double at_x, double at_y, const char* anchor, const std::string& text,
                      const char* colour = ink) {
        return element("text",
                       {{"x", number(at_x)},
                        {"y", number(at_y)},
                        {"text-anchor", anchor},
                        {"font-size", "13"},
                        {"fill", colour}},
                       text);
    }

    Html whisker(std::size_t i) const {
        const PlotPoint& point = plot_.points[i];
        if (!point.low || !point.high) return {};
        const double low = y(*point.low), high = y(*point.high);
        return all(line(x(i), low, x(i), high, ink), line(x(i) - 5, low, x(i) + 5, low, ink),
                   line(x(i) - 5, high, x(i) + 5, high, ink));
    }

    Html scale() const {
        Html marks;
        for (double value = 0; value <= most_ + step_ / 2; value += step_) {
            marks += line(left, y(value), width - right, y(value), faint);
            marks += words(left - 6, y(value) + 4, "end", fmt::format("{:.0f}{}", value, plot_.unit));
        }
        // As many labels as there is room for.
        const auto every = static_cast<std::size_t>(std::ceil(70 / space()));
        for (std::size_t i = 0; i < plot_.points.size(); i += every)
            marks += words(x(i), height - bottom + 20, "middle", plot_.points[i].label);
        return marks;
    }

    Html promise() const {
        if (!plot_.promise) return {};
        const double at = y(*plot_.promise);
        return all(line(left, at, width - right, at, promised, "6 4"),
                   words(width - right, at - 5, "end", plot_.promise_label, promised));
    }

    Html whole(const Html& marks) const {
        return element("svg",
                       {{"viewBox", fmt::format("0 0 {:.0f} {:.0f}", width, height)},
                        {"class", "plot"},
                        {"role", "img"},
                        {"aria-label", plot_.says}},
                       scale(), marks, promise());
    }

    const Plot& plot_;
    double most_, step_ = 1;
};

}  // namespace

Html line_plot(const Plot& plot) { return Drawing(plot).dots(); }
Html bar_plot(const Plot& plot) { return Drawing(plot).bars(); }

}  // namespace fjorten::reports
