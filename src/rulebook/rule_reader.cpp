#include "rulebook/rule_reader.h"

#include <algorithm>
#include <regex>
#include <tuple>

#include <fmt/format.h>

#include "rulebook/contact_terms.h"
#include "rulebook/forms.h"
#include "rulebook/wording_reader.h"

namespace fjorten::rulebook {

namespace {

// A key may be wrong because it belongs to another form: then that is what the author needs to hear.
void refuse_foreign_keys(Report& report, const Node& node, Form form) {
    Words known = common_keys();
    known.insert(known.end(), keys_of(form).begin(), keys_of(form).end());
    for (const auto& [key, value] : node.entries) {
        if (std::ranges::find(known, key.text) != known.end()) continue;
        const bool is_foreign = std::ranges::any_of(all_forms(), [&key](Form other) {
            return std::ranges::find(keys_of(other), key.text) != keys_of(other).end();
        });
        if (is_foreign)
            report.error(key, "rulebook_key_of_other_form", {key.text, std::string(name_of(form))});
        else report.unknown(key, "rulebook_unknown_key", key.text, known);
    }
}

Term read_contact(Report& report, const Node& node) {
    const Keys keys(report, node, {"id", "label", "unit", "exactly", "confirmed"});
    Term term;
    if (const Node* const id = keys.need("id")) term.id = read_id(report, *id).value_or("");
    if (const Node* const label = keys.need("label")) term.label = read_bilingual(report, *label);
    term.unit = keys.find("unit")->text;
    if (const Node* const text = keys.need("exactly")) {
        if (auto written = read_text(report, *text)) term.exactly = feel::Value(std::move(*written));
    }
    if (const Node* const day = keys.find("confirmed")) {
        if (const auto confirmed = read_date(report, *day)) term.min = feel::Value(*confirmed);
    }
    return term;
}

}  // namespace

Words names_of(const std::vector<Named>& named) {
    Words names;
    for (const Named& each : named) names.push_back(each.name);
    return names;
}

std::optional<Rule> RuleReader::read(const Node& node) {
    const Keys keys(report_, node);
    const Node* const id = keys.need("id");
    const Node* const form_name = keys.need("form");
    Words forms;
    for (const Form form : all_forms()) forms.emplace_back(name_of(form));
    const auto form = form_name != nullptr ? read_choice(report_, *form_name, forms) : std::nullopt;
    const auto name = id != nullptr ? read_id(report_, *id) : std::nullopt;

    Rule rule;
    rule.name = name.value_or("");
    rule.id = rulebook_ + "." + rule.name;
    rule.place = report_.document().place(id != nullptr ? *id : node);
    if (form) {
        rule.form = all_forms()[*form];
        refuse_foreign_keys(report_, node, rule.form);
    }
    const std::size_t mistakes = report_.count();
    read_common(keys, rule);
    if (form) read_form(keys, rule);
    const Node* const readings = keys.find("other_readings");
    // What is wrong in the rule itself would be told again with each of its readings.
    if (readings != nullptr && rule.route && report_.count() == mistakes)
        read_other_readings(node, *readings, rule);
    const Node* const wordings = keys.find("wordings");
    if (wordings != nullptr && form && report_.count() == mistakes) read_wordings(node, *wordings, rule);
    return form && name ? std::optional(std::move(rule)) : std::nullopt;
}

void RuleReader::read_common(const Keys& keys, Rule& rule) {
    if (const Node* const title = keys.need("title")) rule.title = read_bilingual(report_, *title);
    if (const Node* const text = keys.need("text")) rule.text = read_bilingual(report_, *text);
    if (const Node* const doubt = keys.find("doubt")) rule.doubt = read_bilingual(report_, *doubt);
    if (const Node* const settled = keys.find("settled")) {
        rule.settled = read_settlement(report_, *settled);
        if (!keys.has("doubt")) report_.error(*settled, "rulebook_missing_key", {"doubt"});
    }
    if (const Node* const cite = keys.need("cite")) {
        if (cite->is_list() && cite->items.empty()) report_.error(*cite, "rulebook_empty_list");
        for (const Node* const item : read_list(report_, *cite)) rule.cite.push_back(read_citation(*item));
    }
    if (const Node* const carries = keys.find("carries")) {
        static const std::regex row("[A-Z]{2,4}-[0-9]{2,4}");
        for (const Node* const item : one_or_many(*carries)) {
            if (!item->is_scalar() || !std::regex_match(item->text, row)) {
                report_.error(*item, "rulebook_not_a_row", {item->text});
            } else if (std::ranges::find(rule.carries, item->text) != rule.carries.end()) {
                report_.error(*item, "rulebook_repeated", {item->text});
            } else {
                rule.carries.push_back(item->text);
            }
        }
    }
    if (const Node* const items = keys.find("item")) read_items(*items, rule);
    if (const Node* const refers = keys.find("refers")) read_refers(*refers, rule);
    const bool has_start = rule.form == Form::clock || rule.form == Form::recurring;
    rule.when = condition(keys.find("when"), has_start ? Starts::known : Starts::unknown);
    if (const Node* const discretion = keys.find("discretion")) {
        rule.discretion = read_flag(report_, *discretion).value_or(false);
    }
    if (const Node* const terms = keys.find("terms")) {
        for (const Node* const item : read_list(report_, *terms)) {
            Term term = read_term(*item);
            const bool is_taken = std::ranges::find(rule.terms, term.id, &Term::id) != rule.terms.end();
            if (is_taken && !term.id.empty()) report_.error(*item, "rulebook_repeated", {term.id});
            rule.terms.push_back(std::move(term));
        }
    }
}

void RuleReader::read_items(const Node& node, Rule& rule) {
    for (const Node* const item : one_or_many(node)) {
        const auto number = read_integer(report_, *item, 1, 100);
        if (!number) continue;
        if (std::ranges::find(rule.items, *number) != rule.items.end()) {
            report_.error(*item, "rulebook_repeated", {item->text});
            continue;
        }
        rule.items.push_back(*number);
        references_.push_back({&report_.document(), item, Reference::Wanted::content_item});
    }
}

void RuleReader::read_refers(const Node& node, Rule& rule) {
    for (const Node* const item : one_or_many(node)) {
        auto id = read_id(report_, *item);
        if (!id) continue;
        rule.refers.push_back(std::move(*id));
        references_.push_back({&report_.document(), item, Reference::Wanted::outdated});
    }
}

// A reading says only where it differs: it is read as the whole rule with those keys replaced.
void RuleReader::read_other_readings(const Node& whole, const Node& readings, Rule& rule) {
    static const Words own = {"to", "when", "cite"};
    for (const Node* const item : read_list(report_, readings)) {
        const Keys keys(report_, *item, own);
        if (!item->is_map()) continue;
        Node merged = *item;
        for (const auto& entry : whole.entries) {
            static const Words left_out = {"other_readings", "doubt", "settled", "wordings",
                                           "carries",        "item",  "refers",  "terms"};
            const bool is_left_out = std::ranges::find(left_out, entry.first.text) != left_out.end();
            if (!is_left_out && item->find(entry.first.text) == nullptr) merged.entries.push_back(entry);
        }
        std::vector<Reference> already_checked;
        RuleReader reader(report_, vocabulary_, rulebook_, sources_, already_checked);
        auto reading = reader.read(merged);
        if (!reading) continue;
        reading->place = report_.document().place(*item);
        rule.other_readings.push_back(std::move(*reading));
    }
}

void RuleReader::read_form(const Keys& keys, Rule& rule) {
    switch (rule.form) {
        case Form::clock: rule.clock = read_clock(keys); break;
        case Form::recurring: rule.clock = read_recurring(keys); break;
        case Form::limit: rule.limit = read_limit(keys); break;
        case Form::gate: rule.gate = read_gate(keys, rule); break;
        case Form::route: rule.route = read_route(keys); break;
        case Form::offer: rule.offer = read_offer(keys); break;
        case Form::checklist: rule.checklist = read_checklist(keys); break;
        case Form::duty: {
            const Node* const party = keys.need("party");
            rule.duty = Duty{party != nullptr ? read_id(report_, *party).value_or("") : ""};
            break;
        }
        case Form::goal: rule.goal = read_goal(keys); break;
        case Form::notice: rule.notice = read_notice(keys); break;
        case Form::statement: break;
    }
}

Citation RuleReader::read_citation(const Node& node) {
    const Keys keys(report_, node, {"source", "paragraph", "lines", "hash"});
    Citation citation;
    citation.place = report_.document().place(node);
    const Node* const source = keys.need("source");
    if (source == nullptr) return citation;
    citation.source = source->text;
    const auto known = std::ranges::find(sources_, source->text, &Source::id);
    if (known == sources_.end()) {
        Words ids;
        for (const Source& each : sources_) ids.push_back(each.id);
        report_.unknown(*source, "rulebook_unknown_source", source->text, ids);
    }
    const Node* const paragraph = keys.find("paragraph");
    if (paragraph != nullptr) {
        if (paragraph->is_scalar() && !paragraph->is_null()) citation.paragraph = paragraph->text;
        if (citation.paragraph.empty()) report_.error(*paragraph, "rulebook_expected_text");
    }
    if ((paragraph != nullptr) == keys.has("lines")) {
        report_.error(node, "rulebook_expected_one_of", {"paragraph, lines"});
    } else if (paragraph != nullptr) {
        if (const Node* const hash = keys.find("hash")) report_.error(*hash, "rulebook_hash_without_lines");
    } else if (known != sources_.end()) {
        read_lines(keys, *known, citation);
    }
    citation.text = citation.written();
    return citation;
}

void RuleReader::read_lines(const Keys& keys, const Source& source, Citation& citation) {
    const Node& lines = *keys.find("lines");
    if (source.file.empty()) report_.error(lines, "rulebook_source_without_file", {source.id});
    if (const auto range = read_line_range(report_, lines))
        std::tie(citation.first_line, citation.last_line) = *range;
    static const std::regex sixteen_hex_digits("[0-9a-f]{16}");
    if (const Node* const hash = keys.need("hash")) {
        if (hash->is_scalar() && std::regex_match(hash->text, sixteen_hex_digits)) citation.hash = hash->text;
        else report_.error(*hash, "rulebook_not_a_hash", {"16"});
    }
}

Term RuleReader::read_term(const Node& node) {
    const Node* const written_unit = node.find("unit");
    if (written_unit != nullptr && is_contact_unit(written_unit->text)) return read_contact(report_, node);
    const Keys keys(report_, node, {"id", "label", "unit", "min", "max", "exactly", "typical"});
    Term term;
    if (const Node* const id = keys.need("id")) term.id = read_id(report_, *id).value_or("");
    if (const Node* const label = keys.need("label")) term.label = read_bilingual(report_, *label);
    if (const Node* const unit = keys.need("unit")) term.unit = read_text(report_, *unit).value_or("");
    if (const Node* const min = keys.find("min")) term.min = read_number(report_, *min);
    if (const Node* const max = keys.find("max")) term.max = read_number(report_, *max);
    if (const Node* const exactly = keys.find("exactly")) term.exactly = read_number(report_, *exactly);
    if (const Node* const typical = keys.find("typical"))
        term.typical = read_flag(report_, *typical).value_or(false);
    if (!keys.has("min") && !keys.has("max") && !keys.has("exactly") && node.is_map()) {
        report_.error(node, "rulebook_expected_some_of", {"min, max, exactly"});
    }
    if (term.min && term.max && term.min->as<feel::Decimal>() > term.max->as<feel::Decimal>()) {
        report_.error(*keys.find("max"), "rulebook_max_below_min");
    }
    return term;
}

std::string RuleReader::action(const Node& node) {
    if (node.is_scalar() && vocabulary_.find_action(node.text)) return node.text;
    Words names;
    for (const Action& each : vocabulary_.actions) names.push_back(each.name);
    report_.unknown(node, "rulebook_unknown_action", node.text, names);
    return {};
}

std::optional<feel::Expression> RuleReader::condition(const Node* node, Starts starts) {
    if (node == nullptr) return std::nullopt;
    return read_condition(report_, *node, vocabulary_, std::nullopt, starts);
}

std::vector<Pattern> RuleReader::patterns(const Keys& keys, std::string_view key, Starts starts) {
    const Node* const node = keys.find(key);
    return node != nullptr ? pattern_reader(starts).several(*node) : std::vector<Pattern>{};
}

}  // namespace fjorten::rulebook
