#include <fmt/format.h>

#include "reports/export.h"

namespace fjorten::reports {

namespace {

std::string xml(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            default: out += c;
        }
    }
    return out;
}

void attribute(std::string& out, std::string_view indent, std::string_view key, std::string_view value) {
    if (!value.empty()) out += fmt::format("{}<string key=\"{}\" value=\"{}\"/>\n", indent, key, xml(value));
}

void add_event(std::string& out, const casefile::Event& event, const rulebook::Vocabulary& vocabulary,
               Language language) {
    const auto& kind = vocabulary.events[event.type];
    out += "    <event>\n";
    attribute(out, "      ", "concept:name", kind.name);
    attribute(out, "      ", "fjorten:label", kind.label.in(language));
    attribute(out, "      ", "lifecycle:transition", "complete");
    out +=
        fmt::format("      <date key=\"time:timestamp\" value=\"{}T00:00:00.000+00:00\"/>\n", event.on.iso());
    for (std::size_t f = 0; f < kind.fields.size(); ++f) {
        // Only what is chosen from a list: free words may say who somebody is.
        const auto* text = event.fields[f].get<std::string>();
        if (text != nullptr && !kind.fields[f].type.choices.empty())
            attribute(out, "      ", "fjorten:" + kind.fields[f].name, *text);
    }
    out += "    </event>\n";
}

}  // namespace

std::string xes_log(const std::vector<CaseForReport>& cases, const rulebook::Vocabulary& vocabulary,
                    const Span& span, Language language) {
    std::string out =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<log xes.version=\"1849-2016\" xes.features=\"\" xmlns=\"http://www.xes-standard.org/\">\n"
        "  <extension name=\"Concept\" prefix=\"concept\" "
        "uri=\"http://www.xes-standard.org/concept.xesext\"/>\n"
        "  <extension name=\"Time\" prefix=\"time\" uri=\"http://www.xes-standard.org/time.xesext\"/>\n"
        "  <extension name=\"Lifecycle\" prefix=\"lifecycle\""
        " uri=\"http://www.xes-standard.org/lifecycle.xesext\"/>\n"
        "  <extension name=\"Fjorten\" prefix=\"fjorten\" uri=\"urn:fjorten:xes\"/>\n"
        "  <global scope=\"trace\">\n    <string key=\"concept:name\" value=\"\"/>\n  </global>\n"
        "  <global scope=\"event\">\n    <string key=\"concept:name\" value=\"\"/>\n"
        "    <date key=\"time:timestamp\" value=\"1970-01-01T00:00:00.000+00:00\"/>\n  </global>\n"
        "  <classifier name=\"Event\" keys=\"concept:name\"/>\n";
    attribute(out, "  ", "concept:name", fmt::format("fjorten {} - {}", span.from.iso(), span.to.iso()));
    for (const CaseForReport& one : cases) {
        if (one.file.anonymous) continue;
        std::string events;
        for (const casefile::Event& event : one.file.events) {
            if (span.has(event.on)) add_event(events, event, vocabulary, language);
        }
        if (events.empty()) continue;
        out += "  <trace>\n";
        attribute(out, "    ", "concept:name", one.case_id);
        attribute(out, "    ", "fjorten:unit", one.unit);
        out += events + "  </trace>\n";
    }
    return out + "</log>\n";
}

}  // namespace fjorten::reports
