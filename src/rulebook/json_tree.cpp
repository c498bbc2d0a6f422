#include "rulebook/json_tree.h"

#include <fmt/format.h>

namespace fjorten::rulebook {

namespace {

constexpr std::size_t line_width = 100;

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        } else {
            out += c;
        }
    }
    return out + '"';
}

}  // namespace

Json Json::texts(const std::vector<std::string>& texts) {
    List list;
    for (const std::string& text : texts) list.emplace_back(text);
    return list;
}

Json Json::with(std::string key, Json value) const {
    Object more = std::get<Object>(value_);
    more.emplace_back(std::move(key), std::move(value));
    return more;
}

std::string Json::on_one_line() const {
    if (const auto* const flag = std::get_if<bool>(&value_)) return *flag ? "true" : "false";
    if (const auto* const number = std::get_if<std::int64_t>(&value_)) return fmt::to_string(*number);
    if (const auto* const text = std::get_if<std::string>(&value_)) return quoted(*text);
    std::string inside;
    if (const auto* const list = std::get_if<List>(&value_)) {
        for (const Json& item : *list) inside += (inside.empty() ? "" : ", ") + item.on_one_line();
        return "[" + inside + "]";
    }
    for (const auto& [key, value] : std::get<Object>(value_)) {
        inside += (inside.empty() ? "" : ", ") + quoted(key) + ": " + value.on_one_line();
    }
    return "{" + inside + "}";
}

void Json::write(std::string& out, std::size_t indent, std::size_t column) const {
    const std::string line = on_one_line();
    const auto* const list = std::get_if<List>(&value_);
    const auto* const object = std::get_if<Object>(&value_);
    if ((list == nullptr && object == nullptr) || column + line.size() < line_width) {
        out += line;
        return;
    }
    const std::string margin(indent + 2, ' ');
    std::string_view between = "\n";
    out += list != nullptr ? '[' : '{';
    if (list != nullptr) {
        for (const Json& item : *list) {
            out.append(between).append(margin);
            item.write(out, indent + 2, margin.size());
            between = ",\n";
        }
    } else {
        for (const auto& [key, value] : *object) {
            const std::string name = quoted(key) + ": ";
            out.append(between).append(margin).append(name);
            value.write(out, indent + 2, margin.size() + name.size());
            between = ",\n";
        }
    }
    out.append("\n").append(indent, ' ').append(list != nullptr ? "]" : "}");
}

std::string Json::pretty() const {
    std::string out;
    write(out, 0, 0);
    return out + '\n';
}

}  // namespace fjorten::rulebook
