// All standards side by side: what each of them promises, and what it does not mention.
#include <algorithm>
#include <array>

#include "compare/rule_figures.h"
#include "compare/side_by_side.h"
#include "web/layout.h"
#include "web/pages.h"
#include "web/site_map.h"
#include "web/words.h"

namespace fjorten::web {

namespace {

using compare::Topic;
using rulebook::Edition;
using rulebook::Rule;

constexpr std::array topics = {Topic::clocks, Topic::limits,   Topic::offers, Topic::routes,
                               Topic::goals,  Topic::contents, Topic::told};

// What a rule says besides its text, figure by figure; conditions are for those who read rulebooks.
Html figure_list(const Rule& rule, const rulebook::Vocabulary& vocabulary, Language language) {
    constexpr std::array shown = {"within",  "roll",       "max",         "min",   "at_least",
                                  "at_most", "population", "measured_at", "until", "step"};
    constexpr std::array shown_parts = {"terms.", "figures.", "items."};
    Html items;
    for (const compare::Figure& figure : compare::figures_of(rule, vocabulary)) {
        const bool is_part = std::ranges::any_of(
            shown_parts, [&](const char* start) { return figure.key.starts_with(start); });
        if (!is_part && std::ranges::find(shown, figure.key) == shown.end()) continue;
        const std::string& words = figure.words.in(language);
        const bool is_item = figure.key.starts_with("items.");
        items +=
            element("li", {}, is_item ? figure.label.in(language) : figure.label.in(language) + ": " + words);
    }
    return items.empty() ? Html{} : element("ul", {}, items);
}

// All of it at once is more than a bad line should carry unasked.
constexpr std::string_view every_subject = "all";

std::string subject_or_first(std::string_view asked) {
    const bool is_known = asked == every_subject ||
                          std::ranges::any_of(topics, [&](Topic topic) { return name_of(topic) == asked; });
    return std::string(is_known ? asked : name_of(Topic::offers));
}

std::string topic_key(Topic topic) { return "web.compare." + std::string(name_of(topic)); }

std::string rule_anchor(const Rule& rule) {
    std::string anchor = "rule-" + rule.id;
    std::ranges::replace(anchor, '.', '-');
    std::ranges::replace(anchor, '_', '-');
    return anchor;
}

/// The table of one topic, and below all tables the text of every rule in them.
class ComparePage {
  public:
    ComparePage(const Setting& setting, std::string_view subject)
        : setting_(setting),
          subject_(subject_or_first(subject)),
          table_(compare::side_by_side(setting.library, ids(), setting.today)) {
        const auto is_asked_for = [&](const auto& section) { return name_of(section.topic) == subject_; };
        if (subject_ != every_subject)
            std::erase_if(table_.sections, [&](const auto& section) { return !is_asked_for(section); });
    }

    std::string write() const {
        Html tables, texts;
        for (const auto& section : table_.sections) tables += section_table(section);
        for (std::size_t column = 0; column < table_.columns.size(); ++column) texts += texts_of(column);
        return page({.language = setting_.language,
                     .place = Place::compare,
                     .title = say("web.compare.title"),
                     .asked_with = {}},
                    all(heading(1, say("web.compare.title")),
                        element("p", {{"class", "font-lead"}}, say("web.compare.lead")),
                        paragraph(say("web.compare.not_stated.means")), filter(), tables,
                        heading(2, say("web.compare.texts")), texts));
    }

  private:
    std::string say(std::string_view key) const { return message(setting_.language, key); }

    // The law first, then the municipalities by name.
    std::vector<std::string> ids() const {
        std::vector<std::string> all;
        for (const auto& [id, authority] : setting_.library.authorities) {
            if (authority.editions.front().is_law) all.push_back(id);
        }
        for (const auto& [id, name] : municipalities(setting_.library, setting_.language)) all.push_back(id);
        return all;
    }

    Html filter() const {
        ChoiceGroup group{.label = {}, .choices = {}};
        for (const Topic topic : topics)
            group.choices.push_back({std::string(name_of(topic)), say(topic_key(topic))});
        group.choices.push_back({std::string(every_subject), say("web.compare.all")});
        return element(
            "form",
            {{"method", "get"},
             {"action", std::string(path_of(Place::compare, setting_.language))},
             {"class", "filter"}},
            select_field({.name = "subject", .label = say("web.compare.subject"), .value = subject_}, {group},
                         setting_.language),
            button(ButtonKind::secondary, say("web.compare.show")));
    }

    Html section_table(const compare::Section& section) const {
        Table table{.caption = say(topic_key(section.topic) + ".caption"), .columns = {}, .rows = {}};
        table.columns.push_back(say("web.compare.row"));
        for (const Edition* const edition : table_.columns) table.columns.push_back(column_name(*edition));
        for (const compare::Row& row : section.rows) {
            std::vector<Html>& cells = table.rows.emplace_back();
            cells.push_back(row.subject.in(setting_.language));
            for (const auto& rules : row.cells) cells.push_back(cell(rules));
        }
        const std::string name(name_of(section.topic));
        return element("section", {{"class", "comparison"}}, heading(2, say(topic_key(section.topic)), name),
                       web::table(table));
    }

    std::string column_name(const Edition& edition) const {
        return edition.is_law ? say("web.the_law") : edition.name.in(setting_.language);
    }

    // Where all of the standard can be read.
    Html whole(const Edition& edition) const {
        if (edition.is_law) return {};
        const std::string path(path_of(Place::standards, setting_.language));
        return element("p", {},
                       element("a", {{"href", path + "/" + edition.rulebook}}, say("web.compare.whole")));
    }

    Html cell(const std::vector<const Rule*>& rules) const {
        if (rules.empty()) return element("span", {{"class", "not-stated"}}, say("compare.not_stated"));
        Html lines;
        for (const Rule* const rule : rules) {
            std::string words =
                compare::headline_of(*rule, setting_.library.vocabulary).in(setting_.language);
            if (rules.size() > 1) words = rule->title.in(setting_.language) + ": " + words;
            const Html link = element("a", {{"href", "#" + rule_anchor(*rule)}}, words);
            lines += element("div", {}, compare::says_none(*rule) ? element("strong", {}, link) : link);
        }
        return element("div", {}, lines);
    }

    Html texts_of(std::size_t column) const {
        Html rules;
        for (const auto& section : table_.sections) {
            for (const auto& row : section.rows) {
                for (const Rule* const rule : row.cells[column]) {
                    rules +=
                        element("article", {{"class", "rule-text"}, {"id", rule_anchor(*rule)}},
                                heading(4, rule->title.in(setting_.language)),
                                figure_list(*rule, setting_.library.vocabulary, setting_.language),
                                rule_and_source(setting_.language, *rule, *table_.columns[column]),
                                element("p", {},
                                        element("a", {{"href", "#" + std::string(name_of(section.topic))}},
                                                say("web.compare.back"))));
                }
            }
        }
        return rules.empty() ? Html{}
                             : all(heading(3, column_name(*table_.columns[column])),
                                   whole(*table_.columns[column]), rules);
    }

    const Setting& setting_;
    std::string subject_;
    compare::SideBySide table_;
};

}  // namespace

std::string compare_page(const Setting& setting, std::string_view subject) {
    return ComparePage(setting, subject).write();
}

}  // namespace fjorten::web
