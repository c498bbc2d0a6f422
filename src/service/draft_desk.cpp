#include "service/draft_desk.h"

#include <algorithm>

#include "drafting/decisions.h"
#include "rulebook/settlements.h"

namespace fjorten::service {

namespace {

constexpr std::size_t most_bytes = std::size_t{2} * 1024 * 1024;

Problem problem_of(const Error& error) {
    if (error.code == ErrorCode::not_found) return NotFound{};
    return error;
}

Diagnostic mistake_in(std::string field, std::string code, std::vector<std::string> args = {}) {
    return {.place = {.file = std::move(field)},
            .code = std::move(code),
            .args = std::move(args),
            .source_line = {},
            .suggestion = {}};
}

Conflict conflict_between(std::int64_t seen, std::int64_t now) {
    Conflict conflict{.version = now, .since = {}};
    for (std::int64_t version = seen + 1; version <= now; ++version) conflict.since.push_back(version);
    return conflict;
}

bool closes(const store::DraftStep& step) { return step.did == "in_force" || step.did == "given_up"; }

// What has been settled beside the edition, as changes to its text.
Result<std::string> with_settled(std::string text, const std::string& file,
                                 const rulebook::Edition& edition) {
    const auto settle = [&](const std::string& rule, const rulebook::Settlement& settled) {
        const bool is_confirmed = settled.as == rulebook::Settlement::As::confirmed;
        return drafting::settle_doubt(std::move(text), file, rule, is_confirmed ? "confirmed" : "changed",
                                      {.name = settled.by, .on = settled.on, .reason = settled.reason});
    };
    const auto map = drafting::TextMap::read(text, file);
    if (!map) return std::unexpected(Error{ErrorCode::corrupt, "the edition cannot be read"});
    const Node& root = map->document().root;
    if (edition.settled && root.find("settled") == nullptr) {
        auto next = settle({}, *edition.settled);
        if (!next) return next;
        text = std::move(*next);
    }
    for (const rulebook::Rule& rule : edition.rules) {
        const auto path = drafting::path_of_rule(*map, rule.name);
        if (!rule.settled || !path || map->find(*path).node->find("settled") != nullptr) continue;
        auto next = settle(rule.name, *rule.settled);
        if (!next) return next;
        text = std::move(*next);
    }
    return text;
}

}  // namespace

void DraftDesk::load(DraftView& view, RulebookShelf::Draft how) const {
    auto loaded = shelf_.load_draft(view.rulebook, view.text, view.file, how);
    if (loaded) view.loaded = std::move(*loaded);
    else view.mistakes = std::move(loaded.error());
}

DraftView DraftDesk::opened(const std::string& rulebook, const std::string& draft,
                            store::DraftVersion version) const {
    DraftView view{.id = draft,
                   .rulebook = rulebook,
                   .step = std::move(version.step),
                   .text = std::move(version.text),
                   .file = "draft.yaml",
                   .loaded = {},
                   .mistakes = {}};
    view.is_closed = closes(view.step);
    return view;
}

Outcome<std::vector<DraftView>> DraftDesk::drafts(const Who& who, const std::string& rulebook) const {
    if (!may(who, Permission::read_drafts)) return problem(Forbidden{});
    const auto ids = store_.drafts(who.municipality);
    if (!ids) return problem(problem_of(ids.error()));
    std::vector<DraftView> all;
    for (const std::string& id : *ids) {
        auto version = store_.newest(who.municipality, id);
        if (!version) return problem(problem_of(version.error()));
        all.push_back(opened(rulebook, id, std::move(*version)));
    }
    return all;
}

Outcome<DraftView> DraftDesk::view(const Who& who, const std::string& rulebook, const std::string& draft,
                                   std::int64_t version) const {
    if (!may(who, Permission::read_drafts)) return problem(Forbidden{});
    auto read = version > 0 ? store_.version(who.municipality, draft, version)
                            : store_.newest(who.municipality, draft);
    if (!read) return problem(problem_of(read.error()));
    DraftView view = opened(rulebook, draft, std::move(*read));
    load(view, RulebookShelf::Draft::alone);
    return view;
}

Outcome<std::vector<store::DraftStep>> DraftDesk::history(const Who& who, const std::string& draft) const {
    if (!may(who, Permission::read_drafts)) return problem(Forbidden{});
    auto steps = store_.history(who.municipality, draft);
    if (!steps) return problem(problem_of(steps.error()));
    return std::move(*steps);
}

store::DraftStep DraftDesk::step_of(const Sender& sender, std::int64_t version, std::string did,
                                    std::string about) const {
    return {.version = version,
            .at = surroundings_.now(),
            .account = sender.who.account_id,
            .by = sender.who.display_name,
            .did = std::move(did),
            .about = std::move(about)};
}

Outcome<std::string> DraftDesk::start(const Sender& sender, const rulebook::Edition& edition,
                                      calendar::Date from) {
    if (!may(sender.who, Permission::edit_drafts)) return problem(Forbidden{});
    if (edition.municipality != sender.who.municipality) return problem(NotFound{});
    if (from <= edition.from || from < today())
        return problem(Diagnostics{mistake_in("from", "draft_from_too_early")});
    auto text = shelf_.text_of(edition);
    if (!text) return problem(text.error());
    text = with_settled(std::move(*text), "draft.yaml", edition);
    if (text)
        text = drafting::changed(
            std::move(*text), "draft.yaml",
            {drafting::Change{{"edition"}, drafting::Value::bare(from.iso())},
             drafting::Change{{"until"}, std::nullopt}, drafting::Change{{"approvals"}, std::nullopt}});
    if (!text) return problem(text.error());
    auto id = store_.start(sender.who.municipality,
                           {.step = step_of(sender, 1, "started", edition.from.iso()), .text = *text});
    if (!id) return problem(id.error());
    return std::move(*id);
}

Outcome<DraftView> DraftDesk::tried(const Who& who, const std::string& rulebook, const DraftAt& at,
                                    const DraftEdit& edit) const {
    if (!may(who, Permission::read_drafts)) return problem(Forbidden{});
    auto newest = store_.newest(who.municipality, at.draft);
    if (!newest) return problem(problem_of(newest.error()));
    DraftView view = opened(rulebook, at.draft, std::move(*newest));
    auto text = edit(view.text, view.file);
    if (!text) return problem(text.error());
    view.text = std::move(*text);
    if (view.text.size() > most_bytes) return problem(Diagnostics{mistake_in({}, "too_large")});
    load(view, RulebookShelf::Draft::beside);
    // What is found beside its other editions is said; by itself the draft is the one that holds.
    if (view.loaded) load(view, RulebookShelf::Draft::alone);
    return view;
}

Outcome<std::int64_t> DraftDesk::change(const Sender& sender, const std::string& rulebook, const DraftAt& at,
                                        const DraftEdit& edit, std::string did, std::string about) {
    if (!may(sender.who, Permission::edit_drafts)) return problem(Forbidden{});
    const auto newest = store_.newest(sender.who.municipality, at.draft);
    if (!newest) return problem(problem_of(newest.error()));
    const std::int64_t now = newest->step.version;
    if (closes(newest->step)) return problem(Diagnostics{mistake_in({}, "draft_closed")});
    if (now != at.version) {
        // The answer to the first try was lost: the same person has saved the same thing.
        if (now == at.version + 1 && newest->step.account == sender.who.account_id) {
            const auto seen = store_.version(sender.who.municipality, at.draft, at.version);
            const auto again = seen ? edit(seen->text, "draft.yaml") : Result<std::string>(std::string{});
            if (again && *again == newest->text) return now;
        }
        return problem(conflict_between(at.version, now));
    }
    const auto view = tried(sender.who, rulebook, at, edit);
    if (!view) return problem(view.error());
    if (!view->loaded) return problem(view->mistakes);
    if (view->text == newest->text) return now;
    const auto added =
        store_.add(sender.who.municipality, at.draft,
                   {.step = step_of(sender, now + 1, std::move(did), std::move(about)), .text = view->text});
    if (added) return now + 1;
    if (added.error().code != ErrorCode::conflict) return problem(problem_of(added.error()));
    const auto other = store_.newest(sender.who.municipality, at.draft);
    return problem(conflict_between(at.version, other ? other->step.version : at.version + 1));
}

Hurdles DraftDesk::hurdles(const DraftView& view) const {
    Hurdles in_the_way;
    const rulebook::Edition* const edition = view.edition();
    if (view.is_closed) return {"closed"};
    if (edition == nullptr) return {"does_not_load"};
    if (edition->from < today()) in_the_way.emplace_back("from_has_passed");
    const bool is_approved =
        std::ranges::all_of(edition->approvals, [](const auto& each) { return each.on.has_value(); });
    if (edition->approvals.empty()) in_the_way.emplace_back("no_committee");
    else if (!is_approved) in_the_way.emplace_back("not_approved");
    const bool is_decided = std::ranges::all_of(edition->rules, [](const rulebook::Rule& rule) {
        return std::ranges::all_of(rule.wordings,
                                   [](const auto& wording) { return wording.decided.has_value(); });
    });
    if (!is_decided) in_the_way.emplace_back("wordings_undecided");
    return in_the_way;
}

Outcome<TakenIntoForce> DraftDesk::take_into_force(const Sender& sender, const std::string& rulebook,
                                                   const DraftAt& at) {
    if (!may(sender.who, Permission::edit_drafts)) return problem(Forbidden{});
    const auto same = [](const std::string& text, const std::string&) { return Result<std::string>(text); };
    auto view = tried(sender.who, rulebook, at, same);
    if (!view) return problem(view.error());
    if (view->step.version != at.version) return problem(conflict_between(at.version, view->step.version));
    if (!view->loaded) return problem(view->mistakes);
    Diagnostics mistakes;
    for (const std::string& hurdle : hurdles(*view)) mistakes.push_back(mistake_in({}, "draft_" + hurdle));
    if (!mistakes.empty()) return problem(std::move(mistakes));
    const calendar::Date from = view->edition()->from;
    const auto published = store_.publish(rulebook, from.iso(), view->text);
    if (!published && published.error().code == ErrorCode::conflict)
        return problem(Diagnostics{mistake_in({}, "draft_edition_is_there", {from.iso()})});
    if (!published) return problem(published.error());
    const auto added =
        store_.add(sender.who.municipality, at.draft,
                   {.step = step_of(sender, at.version + 1, "in_force", from.iso()), .text = view->text});
    if (!added && added.error().code != ErrorCode::conflict) return problem(added.error());
    return TakenIntoForce{.from = from, .is_answering = reload_().has_value()};
}

Outcome<void> DraftDesk::confirm(const Sender& sender, const rulebook::Edition& edition,
                                 const std::string& rule, const std::string& reason) {
    if (!may(sender.who, Permission::edit_drafts)) return problem(Forbidden{});
    if (edition.municipality != sender.who.municipality) return problem(NotFound{});
    const rulebook::Rule* const found = rule.empty() ? nullptr : edition.find(rule);
    if (!rule.empty() && found == nullptr) return problem(NotFound{});
    const Bilingual& doubt = found == nullptr ? edition.doubt : found->doubt;
    const auto& settled = found == nullptr ? edition.settled : found->settled;
    if (doubt.da.empty()) return problem(NotFound{});
    if (settled) return problem(Diagnostics{mistake_in("reason", "draft_doubt_settled", {settled->by})});
    const std::string text = rulebook::settlement_text(edition, rule, doubt,
                                                       {.as = rulebook::Settlement::As::confirmed,
                                                        .by = sender.who.display_name,
                                                        .on = today(),
                                                        .reason = reason});
    // A rule cannot be called that: names of rules have no capital letters.
    const auto kept =
        store_.settle(edition.rulebook, edition.from.iso(), rule.empty() ? "EDITION" : rule, text);
    if (!kept && kept.error().code == ErrorCode::conflict)
        return problem(Diagnostics{mistake_in("reason", "draft_doubt_settled", {"?"})});
    if (!kept) return problem(kept.error());
    if (auto reloaded = reload_(); !reloaded) return problem(reloaded.error());
    return {};
}

std::string DraftDesk::source(const Who& who, std::string_view sha256) const {
    if (!may(who, Permission::read_drafts)) return {};
    return store_.source(who.municipality, sha256).value_or(std::string{});
}

Outcome<void> DraftDesk::keep_source(const Who& who, std::string_view sha256, std::string_view text) {
    if (!may(who, Permission::edit_drafts)) return problem(Forbidden{});
    auto kept = store_.keep_source(who.municipality, sha256, text);
    if (!kept) return problem(kept.error());
    return {};
}

}  // namespace fjorten::service
