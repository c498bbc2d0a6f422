// The rulebooks of the municipality: which editions hold, which drafts there are, and a new draft.
#include <algorithm>

#include "answer/words.h"
#include "web/date_input.h"
#include "web/draft_parts.h"
#include "web/draft_visit.h"
#include "web/work_date.h"

namespace fjorten::web {

namespace {

constexpr calendar::Period revised_within{24, 0};

class ListPage {
  public:
    explicit ListPage(Visit& visit) : visit_(visit), setting_(visit.setting) {}

    Response answer() {
        if (visit_.others.drafts == nullptr) return refusal(visit_, service::NotFound{});
        rulebook_ = visit_.desk.standard_of(setting_.who.municipality);
        authority_ = setting_.library.find(rulebook_);
        if (authority_ == nullptr) return refusal(visit_, service::NotFound{});
        auto drafts = visit_.others.drafts->drafts(setting_.who, rulebook_);
        if (!drafts) return refusal(visit_, drafts.error());
        drafts_ = std::move(*drafts);
        if (visit_.intent != Intent::save) return show({}, 200);
        return start();
    }

  private:
    Response start() {
        const auto from = read_typed_date(value_of(visit_.fields, "from"));
        if (!from) return show(words_of(from.error(), setting_.language()), 422);
        const auto started = visit_.others.drafts->start(visit_.sender(), authority_->editions.back(), *from);
        if (started) return see_other(setting_.to(WorkPlace::draft, *started));
        const auto* const mistakes = std::get_if<Diagnostics>(&started.error());
        if (mistakes == nullptr) return refusal(visit_, started.error());
        return show(mistake_words(mistakes->front(), setting_.language()), 422);
    }

    Response show(const std::string& mistake, int status) const {
        std::vector<Problem> problems;
        if (!mistake.empty()) problems.push_back({"from", mistake});
        Fields typed;
        if (visit_.intent != Intent::look) typed.emplace_back("from", value_of(visit_.fields, "from"));
        const std::string title = setting_.say("draft.list.title");
        return work_html(
            work_page(setting_, {.title = title, .typed = typed},
                      all(error_summary(problems, setting_.language()), heading(1, title),
                          element("p", {{"class", "font-lead"}}, setting_.say("draft.list.lead")), editions(),
                          drafts(), form(mistake))),
            status);
    }

    Html editions() const {
        Table table{.caption = setting_.say("draft.list.editions"),
                    .columns = {setting_.say("draft.from"), setting_.say("draft.state"),
                                setting_.say("draft.approved"), setting_.say("draft.revision"),
                                setting_.say("draft.doubts")},
                    .rows = {}};
        const auto* const current = authority_->in_force(setting_.today);
        for (const auto& edition : authority_->editions) {
            const bool is_current = &edition == current;
            const std::string_view state = is_current                      ? "draft.state.in_force"
                                           : edition.from > setting_.today ? "draft.state.coming"
                                                                           : "draft.state.past";
            const calendar::Date due = calendar::add(edition.from, revised_within);
            const bool is_late = is_current && due < setting_.today;
            const std::string day = answer::plain_date(due, setting_.language());
            const auto open =
                std::ranges::count_if(
                    edition.rules, [](const auto& rule) { return !rule.doubt.da.empty() && !rule.settled; }) +
                (edition.doubt.da.empty() || edition.settled ? 0 : 1);
            const Html doubts = is_current
                                    ? element("a", {{"href", setting_.to(WorkPlace::doubts)}},
                                              message_count(setting_.language(), "draft.doubts.open", open))
                                    : Html(message_count(setting_.language(), "draft.doubts.open", open));
            table.rows.push_back(
                {answer::plain_date(edition.from, setting_.language()), setting_.say(state),
                 approved_by(edition),
                 is_late ? badge(Tone::warning, Icon::overdue, setting_.say("draft.revision.late", {day}))
                         : Html(day),
                 doubts});
        }
        return all(heading(2, setting_.say("draft.list.editions")), web::table(table));
    }

    std::string approved_by(const rulebook::Edition& edition) const {
        std::string words;
        for (const auto& approval : edition.approvals) {
            if (!approval.on) continue;
            words +=
                (words.empty() ? "" : "; ") +
                setting_.say("draft.approved.by",
                             {approval.committee, answer::plain_date(*approval.on, setting_.language())});
        }
        return words.empty() ? setting_.say("draft.approved.not_stated") : words;
    }

    Html drafts() const {
        Html out = heading(2, setting_.say("draft.list.drafts"));
        if (drafts_.empty()) return all(out, paragraph(setting_.say("draft.list.none")));
        Table table{.caption = setting_.say("draft.list.drafts"),
                    .columns = {setting_.say("draft.draft"), setting_.say("draft.state"),
                                setting_.say("draft.last_change"), setting_.say("draft.version")},
                    .rows = {}};
        for (const auto& draft : drafts_) {
            table.rows.push_back(
                {element("a", {{"href", setting_.to(WorkPlace::draft, draft.id)}},
                         setting_.say("draft.number", {draft.id})),
                 setting_.say(draft.is_closed ? "draft.state.taken" : "draft.state.open"),
                 setting_.say("draft.last_change.by",
                              {draft.step.by, time_words(draft.step.at, setting_.language())}),
                 std::to_string(draft.step.version)});
        }
        return all(out, web::table(table));
    }

    Html form(const std::string& mistake) const {
        if (!may(setting_.who, service::Permission::edit_drafts)) return {};
        const std::string newest = answer::plain_date(authority_->editions.back().from, setting_.language());
        return all(
            heading(2, setting_.say("draft.start")), paragraph(setting_.say("draft.start.lead", {newest})),
            post_form(setting_, setting_.to(WorkPlace::drafts), form_fields(setting_, "start"),
                      all(text_field({.name = "from",
                                      .label = setting_.say("draft.start.from"),
                                      .hint = setting_.say("draft.start.from.hint"),
                                      .error = mistake,
                                      .value = std::string(value_of(visit_.fields, "from"))},
                                     {{"autocomplete", "off"}, {"maxlength", "40"}}, setting_.language()),
                          button(ButtonKind::primary, setting_.say("draft.start.go"))),
                      "work-form"));
    }

    Visit& visit_;
    const WorkSetting& setting_;
    std::string rulebook_;
    const rulebook::Authority* authority_ = nullptr;
    std::vector<service::DraftView> drafts_;
};

}  // namespace

Response answer_drafts(Visit& visit) { return ListPage(visit).answer(); }

}  // namespace fjorten::web
