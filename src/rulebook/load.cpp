#include "rulebook/load.h"

#include <algorithm>
#include <deque>

#include "rulebook/citation.h"
#include "rulebook/editions.h"
#include "rulebook/vocabulary_reader.h"

namespace fjorten::rulebook {

namespace {

void append_in_order(Diagnostics& all, Diagnostics found) {
    std::ranges::stable_sort(found, [](const Diagnostic& a, const Diagnostic& b) {
        return std::pair(a.place.line, a.place.column) < std::pair(b.place.line, b.place.column);
    });
    std::ranges::move(found, std::back_inserter(all));
}

std::string fingerprint_of(const Document& vocabulary, const std::vector<Document>& rulebooks) {
    std::string all;
    const auto add = [&all](const Document& document) {
        for (const std::string& line : document.lines) all.append(line).push_back('\n');
        all.push_back('\f');
    };
    add(vocabulary);
    for (const Document& document : rulebooks) add(document);
    return sha256(all);
}

}  // namespace

std::expected<Loaded, Diagnostics> load_readable(const Document& vocabulary,
                                                 const std::vector<Document>& rulebooks,
                                                 Diagnostics unreadable) {
    Loaded loaded;
    Report vocabulary_report(vocabulary);
    loaded.library.vocabulary = read_vocabulary(vocabulary_report);

    std::vector<const Document*> all;
    for (const Document& document : rulebooks) all.push_back(&document);
    std::deque<Report> reports;
    std::map<const Document*, Report*> report_of;
    std::vector<Draft> drafts;
    bool every_head_is_known = unreadable.empty();
    for (const Document& document : rulebooks) {
        Report& report = reports.emplace_back(document);
        report_of.emplace(&document, &report);
        auto draft = read_edition(report, loaded.library.vocabulary, all);
        if (draft) drafts.push_back(std::move(*draft));
        else every_head_is_known = false;
    }
    loaded.library.authorities =
        assemble(std::move(drafts), report_of, every_head_is_known ? Complete::yes : Complete::no);

    Diagnostics found = std::move(unreadable);
    append_in_order(found, vocabulary_report.take());
    for (Report& report : reports) append_in_order(found, report.take());
    if (has_errors(found)) return std::unexpected(std::move(found));
    loaded.warnings = std::move(found);
    loaded.fingerprint = fingerprint_of(vocabulary, rulebooks);
    return loaded;
}

std::expected<Loaded, Diagnostics> load_library(const Document& vocabulary,
                                                const std::vector<Document>& rulebooks) {
    return load_readable(vocabulary, rulebooks, {});
}

}  // namespace fjorten::rulebook
