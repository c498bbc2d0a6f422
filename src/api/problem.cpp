#include "api/problem.h"

#include "answer/json_writer.h"

namespace fjorten::api {

namespace {

// A key with the signs of a pointer escaped (RFC 6901, 3).
std::string escaped(std::string_view key) {
    std::string out;
    for (const char c : key) {
        if (c == '~') out += "~0";
        else if (c == '/') out += "~1";
        else out.push_back(c);
    }
    return out;
}

bool stands_at(const Node& node, const Place& place) {
    return node.line == place.line && node.column == place.column;
}

std::optional<std::string> pointer_to(const Node& node, const Place& place, const std::string& path) {
    if (stands_at(node, place) && (node.is_scalar() || (node.items.empty() && node.entries.empty())))
        return path;
    for (std::size_t i = 0; i < node.items.size(); ++i) {
        if (auto found = pointer_to(node.items[i], place, path + "/" + std::to_string(i))) return found;
    }
    for (const auto& [key, value] : node.entries) {
        const std::string inner = path + "/" + escaped(key.text);
        if (stands_at(key, place)) return inner;
        if (auto found = pointer_to(value, place, inner)) return found;
    }
    return stands_at(node, place) ? std::optional(path) : std::nullopt;
}

void write_mistake(answer::JsonWriter& json, const Mistake& mistake) {
    const auto text = [&](std::string_view key, std::string_view value) {
        json.key(key);
        json.text(value);
    };
    json.open_object();
    text("place", mistake.place);
    if (mistake.pointer) text("pointer", *mistake.pointer);
    if (mistake.line > 0) {
        json.key("line");
        json.number(mistake.line);
        json.key("column");
        json.number(mistake.column);
    }
    text("code", mistake.code);
    text("detail", mistake.detail);
    if (!mistake.suggestion.empty()) text("suggestion", mistake.suggestion);
    json.close_object();
}

}  // namespace

Reply problem_reply(const Problem& problem, Language language) {
    std::string body;
    answer::JsonWriter json(body, answer::JsonStyle::pretty);
    json.open_object();
    json.key("type");
    json.text("urn:fjorten:problem:" + problem.kind);
    json.key("title");
    json.text(message(language, "api.problem." + problem.kind));
    json.key("status");
    json.number(problem.status);
    json.key("detail");
    json.text(problem.detail);
    json.key("errors");
    json.open_list();
    for (const Mistake& mistake : problem.mistakes) write_mistake(json, mistake);
    json.close_list();
    if (problem.left_out > 0) {
        json.key("errors_left_out");
        json.number(static_cast<std::int64_t>(problem.left_out));
    }
    for (const auto& [name, value] : problem.more) {
        json.key(name);
        json.raw(value);
    }
    json.close_object();
    body.push_back('\n');
    return {.status = problem.status, .media_type = "application/problem+json", .body = std::move(body)};
}

std::string sentence_of(const Diagnostic& diagnostic, Language language) {
    return message(language, "diagnostic." + diagnostic.code, diagnostic.args);
}

Mistake mistake_of(const Diagnostic& diagnostic, std::string place, const Document* document,
                   Language language) {
    return {.place = std::move(place),
            .line = diagnostic.place.line,
            .column = diagnostic.place.column,
            .pointer = document == nullptr ? std::nullopt : pointer_to(document->root, diagnostic.place, {}),
            .code = diagnostic.code,
            .detail = sentence_of(diagnostic, language),
            .suggestion = diagnostic.suggestion};
}

}  // namespace fjorten::api
