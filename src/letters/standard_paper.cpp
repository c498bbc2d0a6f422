#include "letters/standard_paper.h"

#include <algorithm>
#include <set>

#include "answer/figures.h"
#include "answer/source_words.h"
#include "answer/words.h"
#include "compare/rule_figures.h"
#include "compare/side_by_side.h"

namespace fjorten::letters {

namespace {

using rulebook::Form;
using rulebook::Rule;

Run strong(std::string text) { return {.text = std::move(text), .emphasis = Emphasis::strong}; }

class Writer {
  public:
    explicit Writer(const Publication& publication)
        : p_(publication), standard_(publication.standard), law_(publication.law) {}

    Paper write() {
        const std::string name = in(standard_.name);
        paper_.language = p_.language;
        paper_.sender = say("letters.municipality", {name});
        paper_.title = say("letters.standard.title");
        paper_.head = {{say("letters.standard.from"), answer::plain_date(standard_.from, p_.language)},
                       {say("letters.standard.law"),
                        say("letters.standard.law.from", {answer::plain_date(law_.from, p_.language)})}};
        paper_.footer = say("letters.standard.foot", {name, answer::plain_date(standard_.from, p_.language)});
        add(Paragraph{plain(say("letters.standard.lead", {name})), Role::lead});
        add_my_dates("letters.standard.my_dates.all");
        if (const std::string& doubt = in(standard_.doubt); !doubt.empty())
            add(Note{Tone::doubt, say("letters.standard.edition_doubt"), {plain(clean(doubt))}});
        write_glance();
        write_contents();
        for (const rulebook::ContentItem& item : law_.must_contain) write_item(item);
        write_rest();
        write_about();
        return std::move(paper_);
    }

  private:
    std::string say(std::string_view key, const std::vector<std::string>& args = {}) const {
        return message(p_.language, key, args);
    }
    const std::string& in(const Bilingual& text) const { return text.in(p_.language); }
    static std::string clean(const std::string& text) { return answer::without_row_numbers(text); }
    void add(Block block) { paper_.blocks.push_back(std::move(block)); }

    void add_my_dates(std::string_view key) {
        if (p_.my_dates.empty()) return;
        add(Paragraph{{{.text = say(key), .link = p_.my_dates}}});
    }

    std::string headline(const Rule& rule) const {
        return in(compare::headline_of(rule, p_.library.vocabulary));
    }

    // --- What it comes to in figures

    Text glance_cell(const std::vector<const Rule*>& rules) const {
        if (rules.empty()) return {{.text = say("compare.not_stated"), .emphasis = Emphasis::quiet}};
        Text cell;
        for (const Rule* const rule : rules) {
            if (!cell.empty()) cell.push_back({.text = "\n"});
            const bool is_here = standard_.find(rule->name) == rule;
            cell.push_back({.text = headline(*rule), .link = is_here ? "#" + rule_anchor(*rule) : ""});
        }
        return cell;
    }

    void write_glance() {
        const compare::SideBySide both =
            compare::side_by_side(p_.library, {standard_.builds_on, standard_.rulebook}, p_.on);
        Table table{.caption = say("letters.standard.glance.caption"),
                    .columns = {say("letters.standard.glance.about"), say("letters.standard.glance.law"),
                                in(standard_.name)},
                    .rows = {}};
        for (const compare::Section& section : both.sections) {
            if (section.topic != compare::Topic::clocks && section.topic != compare::Topic::limits) continue;
            for (const compare::Row& row : section.rows) {
                if (row.cells.size() != 2) continue;
                table.rows.push_back({plain(answer::capitalised(in(row.subject))), glance_cell(row.cells[0]),
                                      glance_cell(row.cells[1])});
            }
        }
        if (table.rows.empty()) return;
        add(Heading{2, say("letters.standard.glance"), "glance"});
        add(Paragraph{plain(say("letters.standard.glance.text"))});
        add(std::move(table));
    }

    // --- The headings that the law demands

    static std::string item_anchor(const rulebook::ContentItem& item) {
        return "item-" + std::to_string(item.number);
    }
    std::string item_title(const rulebook::ContentItem& item) const {
        return std::to_string(item.number) + ". " + in(item.title);
    }
    static bool serves(const Rule& rule, int item) {
        return std::ranges::find(rule.items, item) != rule.items.end();
    }

    void write_contents() {
        List list;
        for (const rulebook::ContentItem& item : law_.must_contain) {
            Text line = {{.text = item_title(item), .link = "#" + item_anchor(item)}};
            const bool is_there = std::ranges::any_of(
                standard_.rules, [&](const Rule& rule) { return serves(rule, item.number); });
            if (!is_there)
                line.push_back(
                    {.text = " – " + say("letters.standard.missing.short"), .emphasis = Emphasis::quiet});
            list.items.push_back(std::move(line));
        }
        list.items.push_back({{.text = say("letters.standard.rest"), .link = "#more"}});
        list.items.push_back({{.text = say("letters.standard.about"), .link = "#about"}});
        add(Heading{2, say("letters.standard.contents"), "contents"});
        add(std::move(list));
    }

    void write_item(const rulebook::ContentItem& item) {
        add(Heading{2, item_title(item), item_anchor(item)});
        Text elsewhere;
        bool is_there = false, computes = false;
        for (const Rule& rule : standard_.rules) {
            if (!serves(rule, item.number)) continue;
            is_there = true;
            computes = computes || is_computed(rule);
            if (written_.insert(rule.name).second) {
                write_rule(rule);
            } else {
                elsewhere.push_back({.text = elsewhere.empty() ? say("letters.standard.also") + " " : " · "});
                elsewhere.push_back({.text = in(rule.title), .link = "#" + rule_anchor(rule)});
            }
        }
        if (!elsewhere.empty()) add(Paragraph{std::move(elsewhere)});
        if (!is_there)
            add(Note{Tone::missing,
                     say("letters.standard.missing"),
                     {plain(say("letters.standard.missing.text"))}});
        if (computes) add_my_dates("letters.standard.my_dates");
    }

    void write_rest() {
        bool is_first = true;
        for (const Rule& rule : standard_.rules) {
            if (written_.contains(rule.name)) continue;
            if (is_first) add(Heading{2, say("letters.standard.rest"), "more"});
            is_first = false;
            write_rule(rule);
        }
    }

    static bool is_computed(const Rule& rule) {
        return rule.clock || rule.limit || rule.gate || rule.route || rule.offer;
    }

    // --- One rule

    void write_rule(const Rule& rule) {
        add(Heading{3, in(rule.title), rule_anchor(rule)});
        add(Paragraph{plain(in(rule.text))});
        write_figures(rule);
        if (rule.discretion) add(Note{Tone::info, "", {plain(say("letters.standard.discretion"))}});
        for (const std::string& id : rule.refers) write_outdated(id);
        if (const std::string& doubt = in(rule.doubt); !doubt.empty())
            add(Note{Tone::doubt, say("letters.standard.doubt"), {plain(clean(doubt))}});
        add(Paragraph{plain(say("letters.standard.source", {sources(rule)})), Role::source});
    }

    // The standard's own text by lines alone: it is named once, at the end.
    std::string sources(const Rule& rule) const {
        const bool is_only_source = standard_.sources.size() == 1;
        std::string words;
        if (is_only_source) {
            for (const rulebook::Citation& citation : rule.cite)
                words += (words.empty() ? "" : "; ") + answer::place_words(citation, p_.language);
            return words;
        }
        for (const std::string& source : answer::source_words(rule, standard_, p_.language))
            words += (words.empty() ? "" : "; ") + source;
        return words;
    }

    void write_outdated(const std::string& id) {
        const auto found = std::ranges::find(law_.outdated, id, &rulebook::Outdated::id);
        if (found == law_.outdated.end() || found->since > p_.on) return;
        add(Note{
            Tone::info, "", {plain(say("letters.standard.outdated", {in(found->name), in(found->now)}))}});
    }

    void write_figures(const Rule& rule) {
        List facts;
        const auto fact = [&](const std::string& label, const std::string& value) {
            if (!value.empty()) facts.items.push_back({strong(label + ": "), {.text = value}});
        };
        if (rule.clock) {
            fact(say(rule.clock->recurs ? "letters.fact.every" : "letters.fact.within"), headline(rule));
            fact(say("letters.fact.counted_from"), events(rule.clock->starts.events));
            fact(say("letters.fact.met_by"), events(rule.clock->met_by));
        }
        if (rule.limit) fact(say("letters.fact.limit"), headline(rule));
        if (rule.goal && (rule.goal->at_least || rule.goal->at_most))
            fact(say("letters.fact.goal"), headline(rule));
        if (rule.gate) fact(say("letters.fact.departure"), departure(rule));
        for (const compare::Figure& figure : compare::figures_of(rule, p_.library.vocabulary)) {
            if (figure.key == "party") fact(say("letters.fact.party"), in(figure.words));
            if (figure.key.starts_with("terms.")) fact(in(figure.label), in(figure.words));
        }
        if (rule.route && rule.route->ways.size() == 1)
            fact(say("letters.fact.where"), in(rule.route->ways.front().label));
        if (!facts.items.empty()) add(std::move(facts));
        List items;
        if (rule.route && rule.route->ways.size() > 1) {
            for (const auto& way : rule.route->ways) items.items.push_back(plain(in(way.label)));
        }
        if (rule.checklist) {
            for (const auto& item : rule.checklist->items) items.items.push_back(plain(in(item.label)));
        }
        if (!items.items.empty()) add(std::move(items));
    }

    std::string departure(const Rule& rule) const {
        if (rule.discretion) return {};
        if (rule.gate->strength == rulebook::Strength::hard) return say("compare.strength.hard");
        if (rule.gate->passed_by.empty()) return say("compare.strength.reasoned");
        return say("letters.fact.departure.by",
                   {answer::role_words(p_.library.vocabulary, rule.gate->passed_by, p_.language)});
    }

    std::string events(const std::vector<rulebook::Pattern>& patterns) const {
        std::string words;
        std::set<std::string> said;
        for (const rulebook::Pattern& pattern : patterns) {
            const std::string one = answer::event_words(p_.library.vocabulary, pattern.event, p_.language);
            if (said.insert(one).second) words += (words.empty() ? "" : ", ") + one;
        }
        return words;
    }

    // --- What it was made from

    void write_about() {
        add(Heading{2, say("letters.standard.about"), "about"});
        add(Paragraph{plain(say("letters.standard.about.text"))});
        List sources;
        for (const rulebook::Source& source : standard_.sources) {
            std::string words = source.title;
            for (const std::string& more : {source.publisher, source.edition}) {
                if (!more.empty()) words += ", " + more;
            }
            sources.items.push_back(plain(words));
        }
        add(std::move(sources));
    }

    const Publication& p_;
    const rulebook::Edition& standard_;
    const rulebook::Edition& law_;
    Paper paper_;
    std::set<std::string> written_;  // names of rules
};

}  // namespace

std::string rule_anchor(const Rule& rule) {
    std::string anchor = "rule-" + rule.name;
    std::ranges::replace(anchor, '_', '-');
    return anchor;
}

Paper standard_paper(const Publication& publication) { return Writer(publication).write(); }

Result<Publication> find_publication(const rulebook::Library& library, std::string_view id, calendar::Date on,
                                     Language language) {
    const auto none = [&](const std::string& what) {
        return std::unexpected(Error{ErrorCode::not_found, what + " on " + on.iso()});
    };
    const rulebook::Authority* const authority = library.find(id);
    if (authority == nullptr || authority->editions.front().is_law)
        return none("no standard is called " + std::string(id));
    const rulebook::Edition* const standard = authority->in_force(on);
    if (standard == nullptr) return none("no edition of " + std::string(id));
    const rulebook::Authority* const law = library.find(standard->builds_on);
    const rulebook::Edition* const in_force = law == nullptr ? nullptr : law->in_force(on);
    if (in_force == nullptr) return none("no edition of the law");
    return Publication{
        .library = library, .standard = *standard, .law = *in_force, .on = on, .language = language};
}

}  // namespace fjorten::letters
