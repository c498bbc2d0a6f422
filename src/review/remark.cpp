#include "review/remark.h"

namespace fjorten::review {

namespace {

constexpr std::string_view prefix = "lint_";

std::vector<std::string> in(const std::vector<Bilingual>& args, Language language) {
    std::vector<std::string> words;
    for (const Bilingual& arg : args) words.push_back(arg.in(language));
    return words;
}

}  // namespace

Bilingual same(std::string text) { return {text, text}; }

Bilingual listed(const std::vector<Bilingual>& parts) {
    Bilingual all;
    for (const Bilingual& part : parts) {
        const char* const comma = all.da.empty() ? "" : ", ";
        all.da += comma + part.da;
        all.en += comma + part.en;
    }
    return all;
}

Bilingual said(std::string_view key, const std::vector<Bilingual>& args) {
    return {message(Language::da, key, in(args, Language::da)),
            message(Language::en, key, in(args, Language::en))};
}

std::string sentence(const Remark& remark, Language language) {
    const std::string own = "diagnostic." + std::string(prefix) + remark.code;
    const std::string key = has_message(language, own) ? own : "diagnostic." + remark.code;
    return message(language, key, in(remark.args, language));
}

Diagnostic as_diagnostic(const Remark& remark, Language language) {
    const std::string own = std::string(prefix) + remark.code;
    return {.place = remark.place,
            .code = has_message(language, "diagnostic." + own) ? own : remark.code,
            .args = in(remark.args, language),
            .source_line = {},
            .suggestion = {},
            .severity = remark.severity};
}

Remark as_remark(const Diagnostic& diagnostic) {
    const bool is_lint = diagnostic.code.starts_with(prefix);
    Remark remark{.code = is_lint ? diagnostic.code.substr(prefix.size()) : diagnostic.code,
                  .severity = diagnostic.severity,
                  .place = diagnostic.place,
                  .rule = {},
                  .args = {},
                  .shown = std::nullopt};
    for (const std::string& arg : diagnostic.args) remark.args.push_back(same(arg));
    return remark;
}

}  // namespace fjorten::review
