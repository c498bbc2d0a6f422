#include "app/request_figures.h"

#include <algorithm>

#include <fmt/format.h>

#include "answer/json_writer.h"

namespace fjorten::app {

namespace {

// More different paths than the program has are not kept apart.
constexpr std::size_t most_paths = 400;

std::string label(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\\' || c == '"') out += '\\';
        out += c == '\n' ? ' ' : c;
    }
    return out;
}

}  // namespace

std::string log_line(LogForm form, const web::LogEntry& entry, std::string_view path) {
    if (form == LogForm::line)
        return fmt::format("{} {} {} {} B {} us\n", entry.method, path, entry.status, entry.bytes,
                           entry.took.count());
    std::string out;
    answer::JsonWriter json(out, answer::JsonStyle::compact);
    json.open_object();
    json.key("event");
    json.text("request");
    json.key("method");
    json.text(entry.method);
    json.key("path");
    json.text(path);
    json.key("status");
    json.number(entry.status);
    json.key("bytes");
    json.number(static_cast<std::int64_t>(entry.bytes));
    json.key("us");
    json.number(entry.took.count());
    json.close_object();
    return out + "\n";
}

void RequestFigures::count(const AnsweredRequest& request) {
    const std::lock_guard lock(mutex_);
    std::string path(request.path);
    if (by_path_.size() >= most_paths && !by_path_.contains(path)) path = "-";
    Sums& sums = by_path_[path];
    ++sums.by_method_and_status[{std::string(request.method), request.status}];
    const auto us = request.took.count();
    const auto bucket = std::ranges::find_if(bounds_us, [us](std::int64_t bound) { return us <= bound; });
    ++sums.by_time[static_cast<std::size_t>(bucket - bounds_us.begin())];
    sums.us += us;
}

std::string RequestFigures::text(const std::vector<std::pair<std::string, std::int64_t>>& entries) const {
    const std::lock_guard lock(mutex_);
    std::string out =
        "# HELP fjorten_requests_total Requests answered.\n# TYPE fjorten_requests_total counter\n";
    for (const auto& [path, sums] : by_path_) {
        for (const auto& [what, count] : sums.by_method_and_status)
            out += fmt::format("fjorten_requests_total{{path=\"{}\",method=\"{}\",status=\"{}\"}} {}\n",
                               label(path), what.first, what.second, count);
    }
    out +=
        "# HELP fjorten_request_seconds Time from a request to its answer.\n"
        "# TYPE fjorten_request_seconds histogram\n";
    for (const auto& [path, sums] : by_path_) {
        std::int64_t sum = 0;
        for (std::size_t i = 0; i < sums.by_time.size(); ++i) {
            sum += sums.by_time[i];
            const std::string bound = i < bounds_us.size()
                                          ? fmt::format("{}", static_cast<double>(bounds_us[i]) / 1e6)
                                          : std::string("+Inf");
            out += fmt::format("fjorten_request_seconds_bucket{{path=\"{}\",le=\"{}\"}} {}\n", label(path),
                               bound, sum);
        }
        out += fmt::format("fjorten_request_seconds_sum{{path=\"{}\"}} {}\n", label(path),
                           static_cast<double>(sums.us) / 1e6);
        out += fmt::format("fjorten_request_seconds_count{{path=\"{}\"}} {}\n", label(path), sum);
    }
    out += "# HELP fjorten_record_entries Entries in the chain.\n# TYPE fjorten_record_entries gauge\n";
    for (const auto& [municipality, count] : entries)
        out += fmt::format("fjorten_record_entries{{municipality=\"{}\"}} {}\n", label(municipality), count);
    return out;
}

}  // namespace fjorten::app
