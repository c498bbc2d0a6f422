// One draft: when it begins, which committees approve, what is in the way, what the review says, its rules.
#include <algorithm>

#include "answer/words.h"
#include "compare/rule_figures.h"
#include "drafting/decisions.h"
#include "rulebook/forms.h"
#include "web/date_input.h"
#include "web/draft_parts.h"
#include "web/draft_visit.h"
#include "web/work_date.h"

namespace fjorten::web {

namespace {

constexpr calendar::Period revised_within{24, 0};
constexpr std::size_t longest_name = 200;

class OverviewPage {
  public:
    explicit OverviewPage(DraftVisit& visit) : visit_(visit), language_(visit.setting().language()) {}

    Response answer() {
        const std::string what = visit_.typed("do");
        if (visit_.visit.intent == Intent::look) return show({}, 200);
        if (what == "from") return change_from();
        if (what == "name") return name_committee();
        if (what == "force") return take_into_force();
        if (what.starts_with("approve.")) return approve(what.substr(8));
        if (what.starts_with("remove.")) return remove_committee(what.substr(7));
        return show({}, 200);
    }

  private:
    Response save(const service::DraftEdit& edit, const std::string& did, const std::string& about,
                  const std::string& field) {
        return saved_or(
            visit_, edit, did, about, visit_.to(WorkPlace::draft),
            [this](const std::vector<Problem>& problems, int status) { return show(problems, status); },
            field);
    }

    Response refuse(const std::string& field, std::string sentence) {
        return show({{field, std::move(sentence)}}, 422);
    }

    Response change_from() {
        const auto from = read_typed_date(visit_.typed("from"));
        if (!from) return refuse("from", words_of(from.error(), language_));
        if (*from < visit_.desk.today())
            return refuse("from", visit_.say("diagnostic.draft_from_has_passed"));
        return save(
            [&](const std::string& text, const std::string& file) {
                return drafting::changed(text, file,
                                         drafting::Change{{"edition"}, drafting::Value::bare(from->iso())});
            },
            "from_changed", from->iso(), "from");
    }

    Response name_committee() {
        const std::string name = drafting::tidied(visit_.typed("committee"));
        if (name.empty()) return refuse("committee", visit_.say("draft.mistake.committee"));
        if (name.size() > longest_name || name.contains('\n'))
            return refuse("committee", visit_.say("draft.mistake.too_long", {std::to_string(longest_name)}));
        const auto* const edition = visit_.view.edition();
        const bool is_taken = edition != nullptr &&
                              std::ranges::find(edition->approvals, name, &rulebook::Approval::committee) !=
                                  edition->approvals.end();
        if (is_taken) return refuse("committee", visit_.say("draft.mistake.committee_named", {name}));
        return save([&](const std::string& text,
                        const std::string& file) { return drafting::name_committee(text, file, name); },
                    "committee_named", name, "committee");
    }

    // Committees are told apart by their place in the list: a name may have any characters.
    std::string committee(const std::string& index) const {
        const auto* const edition = visit_.view.edition();
        for (std::size_t i = 0; edition != nullptr && i < edition->approvals.size(); ++i) {
            if (std::to_string(i) == index) return edition->approvals[i].committee;
        }
        return {};
    }

    Response approve(const std::string& index) {
        const std::string field = "on." + index;
        const std::string name = committee(index);
        const auto on = read_work_date(visit_.typed(field), visit_.desk.today());
        if (!on) return refuse(field, words_of(on.error(), language_));
        if (*on > visit_.desk.today()) return refuse(field, visit_.say("draft.mistake.approved_later"));
        return save(
            [&](const std::string& text, const std::string& file) {
                return drafting::approve(text, file, name, *on, visit_.setting().who.display_name);
            },
            "approved", name, field);
    }

    Response remove_committee(const std::string& index) {
        const std::string name = committee(index);
        return save([&](const std::string& text,
                        const std::string& file) { return drafting::remove_committee(text, file, name); },
                    "committee_removed", name, "committee");
    }

    Response take_into_force() {
        if (visit_.visit.intent == Intent::show) return show({}, 200);
        const auto taken = visit_.desk.take_into_force(visit_.visit.sender(), visit_.rulebook, visit_.at());
        if (taken)
            return see_other(
                visit_.to(WorkPlace::draft, {}, {{"taken", taken->is_answering ? "yes" : "restart"}}));
        if (const auto* mistakes = std::get_if<Diagnostics>(&taken.error())) {
            std::vector<Problem> problems;
            for (const auto& mistake : *mistakes)
                problems.push_back({"force", mistake_words(mistake, language_)});
            return show(problems, 422);
        }
        if (std::holds_alternative<service::Conflict>(taken.error())) return show({}, 409);
        return refusal(visit_.visit, taken.error());
    }

    Response show(const std::vector<Problem>& problems, int status) {
        problems_ = problems;
        Html content;
        if (status == 409 || (visit_.visit.intent == Intent::show && visit_.visit.version() > 0))
            content += conflict_words(visit_, visit_.visit.version());
        content += taken_words();
        if (!visit_.view.loaded)
            content += alert(Tone::error, 2, visit_.say("draft.does_not_load"),
                             mistake_list(visit_.view.mistakes, language_));
        content += force();
        content += committees();
        content += remarks();
        content += rules();
        return draft_page(
            visit_,
            {.title = visit_.say("draft.number", {visit_.view.id}), .status = status, .problems = problems},
            content);
    }

    std::string error(std::string_view field) const {
        const auto found = std::ranges::find(problems_, field, &Problem::field);
        return found == problems_.end() ? std::string{} : found->sentence;
    }

    Html taken_words() const {
        const std::string taken = visit_.typed("taken");
        if (visit_.visit.intent != Intent::look || taken.empty() || !visit_.view.is_closed) return {};
        return alert(taken == "yes" ? Tone::success : Tone::warning, 2, visit_.say("draft.taken"),
                     paragraph(visit_.say(taken == "yes" ? "draft.taken.answering" : "draft.taken.restart")));
    }

    Html force() const {
        const auto* const edition = visit_.view.edition();
        if (edition == nullptr) return {};
        Html out = heading(2, visit_.say("draft.force.title"), "force");
        out += element(
            "dl", {{"class", "facts"}}, element("dt", {}, visit_.say("draft.from")),
            element("dd", {}, answer::plain_date(edition->from, language_)),
            element("dt", {}, visit_.say("draft.revision")),
            element("dd", {}, answer::plain_date(calendar::add(edition->from, revised_within), language_)));
        if (visit_.view.is_closed) return out;
        Html hurdles;
        for (const auto& hurdle : visit_.desk.hurdles(visit_.view))
            hurdles += element("li", {}, visit_.say("diagnostic.draft_" + hurdle));
        if (!hurdles.empty())
            out += alert(Tone::info, 3, visit_.say("draft.hurdles"), element("ul", {}, hurdles));
        if (!visit_.may_edit()) return out;
        out += draft_form(visit_, WorkPlace::draft, {},
                          all(text_field({.name = "from",
                                          .label = visit_.say("draft.from.change"),
                                          .error = error("from"),
                                          .value = visit_.typed("do") == "from" ? visit_.typed("from")
                                                                                : field_date(edition->from)},
                                         {{"autocomplete", "off"}, {"maxlength", "40"}}, language_),
                              button(ButtonKind::secondary, visit_.say("draft.from.go"), "do", "from")));
        if (hurdles.empty())
            out += draft_form(
                visit_, WorkPlace::draft, {},
                all(paragraph(visit_.say("draft.force.lead", {answer::plain_date(edition->from, language_)})),
                    button(ButtonKind::primary, visit_.say("draft.force.go"), "do", "force",
                           {{"id", field_id("force")}})));
        return out;
    }

    Html committees() const {
        const auto* const edition = visit_.view.edition();
        if (edition == nullptr) return {};
        Html out =
            all(heading(2, visit_.say("draft.committees")), paragraph(visit_.say("draft.committees.lead")));
        for (std::size_t i = 0; i < edition->approvals.size(); ++i)
            out += committee_panel(edition->approvals[i], std::to_string(i));
        if (!visit_.may_edit()) return out;
        return all(
            out,
            draft_form(visit_, WorkPlace::draft, {},
                       all(text_field({.name = "committee",
                                       .label = visit_.say("draft.committee.new"),
                                       .error = error("committee"),
                                       .value = visit_.typed("committee")},
                                      {{"autocomplete", "off"}, {"maxlength", "200"}}, language_),
                           button(ButtonKind::secondary, visit_.say("draft.committee.go"), "do", "name"))));
    }

    Html committee_panel(const rulebook::Approval& approval, const std::string& index) const {
        Html content = heading(3, approval.committee);
        if (approval.on) {
            content += all(badge(Tone::success, Icon::done, visit_.say("draft.committee.approved")), " ",
                           visit_.say("draft.committee.approved.by",
                                      {answer::plain_date(*approval.on, language_), approval.recorded_by}));
            return element("div", {{"class", "panel"}}, content);
        }
        content += badge(Tone::warning, Icon::question, visit_.say("draft.committee.waits"));
        if (visit_.may_edit()) {
            const std::string field = "on." + index;
            content +=
                draft_form(visit_, WorkPlace::draft, {},
                           all(text_field({.name = field,
                                           .label = visit_.say("draft.committee.on"),
                                           .error = error(field),
                                           .value = visit_.typed(field)},
                                          {{"autocomplete", "off"}, {"maxlength", "40"}}, language_),
                               element("div", {{"class", "button-group"}},
                                       button(ButtonKind::secondary, visit_.say("draft.committee.approve"),
                                              "do", "approve." + index),
                                       button(ButtonKind::link, visit_.say("draft.committee.remove"), "do",
                                              "remove." + index))));
        }
        return element("div", {{"class", "panel"}}, content);
    }

    Html remarks() const {
        const auto found = remarks_on(visit_);
        Html out = heading(2, visit_.say("draft.remarks"), "remarks");
        if (found.empty()) return all(out, paragraph(visit_.say("draft.remarks.none")));
        const auto count = static_cast<long>(found.size());
        return all(out, disclosure(message_count(language_, "draft.remarks.count", count),
                                   remark_list(visit_, found)));
    }

    Html rules() const {
        const auto* const edition = visit_.view.edition();
        if (edition == nullptr) return {};
        Table table{.caption = visit_.say("draft.rules"),
                    .columns = {visit_.say("draft.rule"), visit_.say("draft.form"), visit_.say("draft.says"),
                                visit_.say("draft.marks")},
                    .rows = {}};
        for (const auto& rule : edition->rules) {
            Html marks;
            if (!rule.doubt.da.empty() && !rule.settled)
                marks += element("div", {}, visit_.say("draft.mark.doubt"));
            if (std::ranges::any_of(rule.wordings, [](const auto& wording) { return !wording.decided; }))
                marks += element("div", {}, visit_.say("draft.mark.wordings"));
            if (rule.discretion) marks += element("div", {}, visit_.say("draft.mark.discretion"));
            table.rows.push_back(
                {element("a", {{"href", visit_.to(WorkPlace::draft_rule, rule.name)}},
                         rule.title.in(language_)),
                 visit_.say("draft.form." + std::string(rulebook::name_of(rule.form))),
                 compare::headline_of(rule, visit_.view.loaded->library.vocabulary).in(language_),
                 element("div", {}, marks)});
        }
        Html out = heading(2, visit_.say("draft.rules"), "rules");
        if (visit_.may_edit())
            out += paragraph(button_link(ButtonKind::secondary, visit_.to(WorkPlace::draft_new_rule),
                                         visit_.say("draft.rule.new")));
        return all(out, web::table(table));
    }

    DraftVisit& visit_;
    Language language_;
    std::vector<Problem> problems_;
};

}  // namespace

Response answer_draft(Visit& visit) {
    return with_draft(visit, [](DraftVisit& one) { return OverviewPage(one).answer(); });
}

}  // namespace fjorten::web
