#include "cli/diff_output.h"

#include <algorithm>

#include <fmt/format.h>

#include "answer/json_writer.h"
#include "answer/page.h"
#include "answer/words.h"
#include "cli/change_output.h"
#include "compare/case_text.h"
#include "compare/rule_figures.h"
#include "rulebook/forms.h"

namespace fjorten::cli {

using compare::FigureDifference;
using compare::RuleDifference;
using rulebook::Form;

namespace {

std::string both(const std::string& a, const std::string& b) { return a == b ? a : a + " / " + b; }

// Deadlines that come back are told among the others.
Form section_of(const RuleDifference& difference) {
    const Form form = difference.either().form;
    return form == Form::recurring ? Form::clock : form;
}

/// The differences, section by section.
class DiffPage {
  public:
    DiffPage(const Compared& compared, Language language, answer::Colour colour)
        : compared_(compared),
          vocabulary_(compared.a.library->vocabulary),
          language_(language),
          page_(colour) {}

    std::string write() {
        page_.heading(compared_.a.words(language_) + " / " + compared_.b.words(language_));
        page_.paragraph(2, message_count(language_, "compare.same", static_cast<long>(compared_.diff.same)));
        page_.paragraph(2, message(language_, "compare.not_stated.means"), answer::Tone::quiet);
        const auto& rules = compared_.diff.rules;
        for (std::size_t i = 0; i < rules.size(); ++i) {
            const Form form = section_of(rules[i]);
            if (i == 0 || section_of(rules[i - 1]) != form)
                page_.heading(message(language_, "compare.section." + std::string(name_of(form))));
            write(rules[i]);
        }
        write_case();
        return page_.take();
    }

  private:
    std::string side(const std::optional<Bilingual>& words) const {
        return words ? words->in(language_) : message(language_, "compare.not_stated");
    }

    // What the name is about, for the names that every standard may state; else what A calls it.
    std::string subject_of(const RuleDifference& difference) const {
        const std::string topic = answer::topic_words(difference.name, language_);
        return topic == difference.name ? difference.either().title.in(language_) : topic;
    }

    void write(const RuleDifference& difference) {
        const auto says = [&](const rulebook::Rule* rule) {
            return compare::said_by(rule, vocabulary_).in(language_);
        };
        const std::string title = fmt::format("{} ({})", subject_of(difference), difference.name);
        page_.entry(2, title, both(says(difference.a), says(difference.b)), answer::Tone::good);
        for (const FigureDifference& figure : difference.figures) {
            // The headline has said these.
            if (figure.key == "within" || figure.key == "every") continue;
            page_.entry(4, figure.label.in(language_), side(figure.a) + " / " + side(figure.b));
        }
        if (difference.wording_differs)
            page_.paragraph(4, message(language_, difference.figures.empty() ? "compare.wording_only"
                                                                             : "compare.wording"));
        std::string sources;
        for (const auto* rule : {difference.a, difference.b}) {
            if (rule != nullptr) sources += (sources.empty() ? "" : " / ") + citations_of(*rule);
        }
        page_.entry(4, message(language_, "rulebook.cite"), sources, answer::Tone::quiet);
    }

    void write_case() {
        page_.heading(message(language_, "compare.case"));
        if (!compared_.found.smallest)
            page_.paragraph(
                2, message_count(language_, "compare.case.none", static_cast<long>(compared_.found.tried)));
    }

    const Compared& compared_;
    const rulebook::Vocabulary& vocabulary_;
    Language language_;
    answer::Page page_;
};

void write_side(answer::JsonWriter& json, std::string_view key, const Side& side, Language language) {
    json.key(key);
    json.open_object();
    json.key("rulebook");
    json.text(side.edition->rulebook);
    json.key("edition");
    json.date(side.edition->from);
    json.key("name");
    json.text(side.edition->name.in(language));
    json.close_object();
}

void write_rule_side(answer::JsonWriter& json, std::string_view key, const rulebook::Rule* rule,
                     const rulebook::Vocabulary& vocabulary, Language language) {
    json.key(key);
    if (rule == nullptr) return json.null();
    json.open_object();
    json.key("rule");
    json.text(rule->id);
    json.key("form");
    json.text(name_of(rule->form));
    json.key("says");
    json.text(compare::headline_of(*rule, vocabulary).in(language));
    json.key("none");
    json.boolean(compare::says_none(*rule));
    write_citations(json, *rule);
    json.close_object();
}

void write_rule(answer::JsonWriter& json, const RuleDifference& difference,
                const rulebook::Vocabulary& vocabulary, Language language) {
    json.open_object();
    json.key("name");
    json.text(difference.name);
    json.key("title");
    json.text(difference.either().title.in(language));
    write_rule_side(json, "a", difference.a, vocabulary, language);
    write_rule_side(json, "b", difference.b, vocabulary, language);
    json.key("figures");
    json.open_list();
    for (const FigureDifference& figure : difference.figures) {
        json.open_object();
        json.key("key");
        json.text(figure.key);
        json.key("label");
        json.text(figure.label.in(language));
        json.key("a");
        figure.a ? json.text(figure.a->in(language)) : json.null();
        json.key("b");
        figure.b ? json.text(figure.b->in(language)) : json.null();
        json.close_object();
    }
    json.close_list();
    json.key("wording_differs");
    json.boolean(difference.wording_differs);
    json.close_object();
}

}  // namespace

std::string case_file(const Compared& compared, Language language) {
    if (!compared.found.smallest) return {};
    const compare::SmallCase& small = *compared.found.smallest;
    std::string text;
    const auto comment = [&text](const std::string& line) { text += "# " + line + "\n"; };
    comment(message(language, "compare.case.head",
                    {compared.a.words(language), compared.b.words(language), small.on.iso()}));
    for (const auto& change : small.changes) {
        comment(change_words(change, language));
        comment("  " + reason_words(change));
    }
    const bool is_abroad = compared.a.edition->rulebook != compared.b.edition->rulebook;
    if (is_abroad)
        comment(message(language, "compare.case.other_town",
                        {compared.b.edition->rulebook, compared.b.edition->municipality}));
    comment(message(language, "compare.case.try", {small.on.iso()}));
    return text + compare::case_text(small.file, compared.a.library->vocabulary);
}

std::string diff_as_text(const Compared& compared, Language language, answer::Colour colour) {
    return DiffPage(compared, language, colour).write() + case_file(compared, language);
}

std::string diff_as_json(const Compared& compared, Language language) {
    std::string out;
    answer::JsonWriter json(out, answer::JsonStyle::pretty);
    const rulebook::Vocabulary& vocabulary = compared.a.library->vocabulary;
    json.open_object();
    write_side(json, "a", compared.a, language);
    write_side(json, "b", compared.b, language);
    json.key("same");
    json.number(static_cast<std::int64_t>(compared.diff.same));
    json.key("rules");
    json.open_list();
    for (const RuleDifference& difference : compared.diff.rules)
        write_rule(json, difference, vocabulary, language);
    json.close_list();
    json.key("tried");
    json.number(static_cast<std::int64_t>(compared.found.tried));
    json.key("case");
    if (compared.found.smallest) {
        json.open_object();
        json.key("on");
        json.date(compared.found.smallest->on);
        json.key("file");
        json.text(case_file(compared, language));
        json.key("changes");
        json.open_list();
        for (const auto& change : compared.found.smallest->changes) write_change(json, change, language);
        json.close_list();
        json.close_object();
    } else {
        json.null();
    }
    json.close_object();
    return out + '\n';
}

}  // namespace fjorten::cli
