#include "service/anonymous_courses.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "base/assert.h"
#include "calendar/today.h"
#include "service/writing.h"

namespace fjorten::service {

using store::AnonymousPage;

namespace {

constexpr std::string_view opening_action = "open_anonymous_course", provider_service = "anonymous";
constexpr int most_attempts = 8;  // at writing a page that others write too

std::string context_of(const AnonymousPage& page) {
    return page.municipality + "/anonymous-page/" + page.week.iso();
}

calendar::Date kept(KeptTime time, calendar::Date day) {
    return time == KeptTime::day ? day : store::week_of(day);
}

/// Whether a right of the law has a deadline that is counted from a day of this course.
bool counts_days(const engine::Evaluation& evaluation) {
    return std::ranges::any_of(evaluation.clocks, [](const engine::ClockResult& clock) {
        return clock.edition->is_law &&
               (clock.state == engine::ClockState::running || clock.state == engine::ClockState::breached);
    });
}

const AnonymousCourse* with_number(const std::vector<AnonymousCourse>& courses, std::string_view number) {
    const auto found = std::ranges::find(courses, number, &AnonymousCourse::number);
    return found == courses.end() ? nullptr : &*found;
}

/// The course as one that may be written in now, or why not.
Outcome<const AnonymousCourse*> writable(const std::vector<AnonymousCourse>& courses, std::string_view number,
                                         std::int64_t seen) {
    const auto* const course = with_number(courses, number);
    if (course == nullptr) return problem(NotFound{});
    if (course->version() != seen) return problem(Conflict{.version = course->version(), .since = {}});
    return course;
}

Outcome<CaseAnswer> from(std::expected<CaseAnswer, Refusal> answer) {
    if (answer) return std::move(*answer);
    if (auto* const mistakes = std::get_if<Diagnostics>(&answer.error()))
        return problem(std::move(*mistakes));
    const auto& none = std::get<NoRules>(answer.error());
    return problem(Diagnostics{mistake_in("on", "record_no_rules", {"", none.on.iso(), ""})});
}

}  // namespace

bool AnonymousProviders::has_outside() const {
    return std::ranges::any_of(
        all, [](const Kept<Provider>& provider) { return provider.form.location == "outside"; });
}

std::string AnonymousCourses::draw_code() const {
    const auto& rule = desk_.filing().return_code;
    return rule ? draw_return_code(*rule, parts_.surroundings.random_id) : std::string{};
}

std::string AnonymousCourses::hash_of_code(std::string_view municipality, std::string_view code) const {
    return parts_.vault.blind(std::string(municipality) + "/anonymous-course", code);
}

TypedCode AnonymousCourses::read_code(std::string_view typed) const {
    const auto& rule = desk_.filing().return_code;
    return rule ? read_return_code(*rule, typed)
                : TypedCode{.fault = TypedCode::Fault::too_few, .code = {}, .word = {}, .nearest = {}};
}

std::chrono::milliseconds AnonymousCourses::wait() {
    const auto instant = calendar::instant_from(parts_.surroundings.now());
    FJ_ASSERT(instant.has_value());
    return brake_.wait(*instant);
}

const rulebook::Keeping* AnonymousCourses::keeping() const {
    const auto& all = desk_.filing().keeping;
    const auto rule =
        std::ranges::find(all, rulebook::Keeping::What::anonymous_course, &rulebook::Keeping::what);
    return rule == all.end() ? nullptr : &*rule;
}

Outcome<AnonymousProviders> AnonymousCourses::providers(const Who& who) const {
    if (!may(who, Permission::run_anonymous_courses)) return problem(Forbidden{});
    auto all = Register<Provider>(desk_).all(who);
    if (!all) return problem(std::move(all.error()));
    std::erase_if(*all, [&](const Kept<Provider>& one) {
        return !is_in_use(one.form, desk_.today()) || !is_approved(one.form, provider_service, desk_.today());
    });
    return AnonymousProviders{.all = std::move(*all)};
}

Result<std::vector<CourseEntry>> AnonymousCourses::opened(const AnonymousPage& page) const {
    const auto text = parts_.vault.unseal(page.key_id, page.sealed, context_of(page));
    // A page that was kept long enough has no key any more.
    if (!text && text.error().code == ErrorCode::not_found) return std::vector<CourseEntry>{};
    if (!text) return std::unexpected(text.error());
    return entries_in(*text);
}

Result<std::vector<CourseEntry>> AnonymousCourses::opened(const std::vector<AnonymousPage>& pages) const {
    std::vector<CourseEntry> all;
    for (const AnonymousPage& page : pages) {
        auto entries = opened(page);
        if (!entries) return entries;
        std::ranges::move(*entries, std::back_inserter(all));
    }
    return all;
}

Result<std::vector<AnonymousCourse>> AnonymousCourses::courses(std::string_view municipality) const {
    const auto pages = store_.pages(municipality);
    if (!pages) return std::unexpected(pages.error());
    auto entries = opened(*pages);
    if (!entries) return std::unexpected(std::move(entries.error()));
    return courses_of(std::move(*entries));
}

Outcome<std::vector<AnonymousCourse>> AnonymousCourses::all(const Who& who) const {
    if (!may(who, Permission::run_anonymous_courses)) return problem(Forbidden{});
    auto found = courses(who.municipality);
    if (!found) return problem(std::move(found.error()));
    std::ranges::stable_partition(*found, &AnonymousCourse::is_open);
    return std::move(*found);
}

Outcome<AnonymousCourse> AnonymousCourses::one(const Who& who, std::string_view number) const {
    const auto found = all(who);
    if (!found) return problem(found.error());
    const auto* const course = with_number(*found, number);
    if (course == nullptr) return problem(NotFound{});
    return *course;
}

Outcome<AnonymousCourse> AnonymousCourses::by_code(const Who& who, std::string_view code) {
    const auto found = all(who);
    if (!found) return problem(found.error());
    const std::string hash = hash_of_code(who.municipality, code);
    for (const AnonymousCourse& course : *found) {
        if (course.entries.front().code_hash == hash) return course;
    }
    const auto instant = calendar::instant_from(parts_.surroundings.now());
    FJ_ASSERT(instant.has_value());
    brake_.missed(*instant);
    return problem(NotFound{});
}

Outcome<CaseAnswer> AnonymousCourses::evaluate(const Who& who, const CourseOpening& opening,
                                               std::span<const CourseEntry> entries,
                                               calendar::Date on) const {
    auto document =
        read_document(case_file_of(opening, entries, desk_.standard_of(who.municipality)), "course");
    FJ_ASSERT(document.has_value());
    return from(parts_.desk.answer({.document = std::move(*document), .with = {}, .on = on, .as_known = {}}));
}

Outcome<CaseAnswer> AnonymousCourses::answer(const Who& who, const AnonymousCourse& course) const {
    return evaluate(who, course.opening(), course.entries, desk_.today());
}

Diagnostics AnonymousCourses::check(const Who& who, const CourseOpening& opening,
                                    std::string_view code) const {
    Diagnostics mistakes;
    const auto& vocabulary = desk_.library().vocabulary;
    const auto* const substance = vocabulary.find_fact("substance_kind");
    FJ_ASSERT(substance != nullptr);
    const auto& choices = substance->type.choices;
    if (std::ranges::find(choices, opening.substance) == choices.end())
        mistakes.push_back(mistake_in("substance", "record_sheet_choice", {opening.substance}));
    if (opening.contact > desk_.today())
        mistakes.push_back(
            mistake_in("contact", "record_future_day", {opening.contact.iso(), desk_.today().iso()}));
    const auto providers = this->providers(who);
    const bool is_known = providers && std::ranges::any_of(providers->all, [&](const Kept<Provider>& one) {
                              return one.document.id == opening.provider;
                          });
    if (!is_known) mistakes.push_back(mistake_in("provider", "nameless_provider"));
    if (read_code(code).fault != TypedCode::Fault::none)
        mistakes.push_back(mistake_in("code", "anonymous_code"));
    return mistakes;
}

Outcome<AnonymousCourse> AnonymousCourses::open(const Who& who, const CourseOpening& opening,
                                                std::string_view code) {
    if (!may(who, Permission::run_anonymous_courses)) return problem(Forbidden{});
    if (auto mistakes = check(who, opening, code); !mistakes.empty()) return problem(std::move(mistakes));
    const auto answer = evaluate(who, opening, {}, desk_.today());
    if (!answer) return problem(answer.error());
    const auto& actions = desk_.library().vocabulary.actions;
    const auto gate = std::ranges::find_if(answer->evaluation.actions, [&](const engine::ActionResult& one) {
        return actions[one.action].name == opening_action;
    });
    if (gate != answer->evaluation.actions.end() && gate->allowed != std::optional(true))
        return problem(Blocked{*gate});
    const KeptTime time = counts_days(answer->evaluation) ? KeptTime::day : KeptTime::week;
    const std::string hash = hash_of_code(who.municipality, read_code(code).code);
    return write(who, [&](const std::vector<AnonymousCourse>& courses) -> Outcome<CourseEntry> {
        const auto same = std::ranges::find(
            courses, hash, [](const AnonymousCourse& one) { return one.entries.front().code_hash; });
        if (same != courses.end()) return same->entries.front();
        CourseEntry entry{.course = parts_.surroundings.random_id(7),
                          .number = 1,
                          .role = std::string(name_of(who.role)),
                          .step = "opened",
                          .on = kept(time, opening.contact),
                          .opening = opening,
                          .time = time,
                          .code_hash = hash};
        entry.opening.contact = entry.on;
        return entry;
    });
}

Outcome<AnonymousCourse> AnonymousCourses::record(const Who& who, std::string_view number, std::int64_t seen,
                                                  const Happened& happened) {
    if (!may(who, Permission::run_anonymous_courses)) return problem(Forbidden{});
    const auto* const step = find_course_step(happened.step);
    if (step == nullptr)
        return problem(Diagnostics{mistake_in("step", "record_sheet_choice", {happened.step})});
    if (happened.on > desk_.today())
        return problem(
            Diagnostics{mistake_in("on", "record_future_day", {happened.on.iso(), desk_.today().iso()})});
    return write(who, [&](const std::vector<AnonymousCourse>& courses) -> Outcome<CourseEntry> {
        const auto course = writable(courses, number, seen);
        if (!course) return problem(course.error());
        const AnonymousCourse& found = **course;
        if (!found.is_open()) return problem(Diagnostics{mistake_in("step", "anonymous_ended")});
        const calendar::Date on = kept(found.time(), happened.on);
        if (on < found.opening().contact) return problem(Diagnostics{mistake_in("on", "anonymous_before")});
        if (happened.timing == Timing::before_it_happens) {
            const auto answer = evaluate(who, found.opening(), found.entries, desk_.today());
            const auto document = read_document(event_of(*step, on), "event");
            FJ_ASSERT(document.has_value());
            const auto event = casefile::read_event(*document, desk_.library().vocabulary);
            if (!answer) return problem(answer.error());
            if (!event) return problem(event.error());
            const Ground ground{.library = desk_.library(),
                                .engine = parts_.desk.engine(),
                                .today = desk_.today(),
                                .role = who.role,
                                .standard = desk_.standard_of(who.municipality)};
            if (auto closed = closed_actions(answer->file, *event, ground); !closed.empty())
                return problem(Blocked{std::move(closed.front())});
        }
        return CourseEntry{.course = found.number,
                           .number = seen + 1,
                           .role = std::string(name_of(who.role)),
                           .step = happened.step,
                           .on = on};
    });
}

Outcome<AnonymousCourse> AnonymousCourses::strike(const Who& who, std::string_view number, std::int64_t seen,
                                                  std::int64_t entry) {
    if (!may(who, Permission::run_anonymous_courses)) return problem(Forbidden{});
    return write(who, [&](const std::vector<AnonymousCourse>& courses) -> Outcome<CourseEntry> {
        const auto course = writable(courses, number, seen);
        if (!course) return problem(course.error());
        const AnonymousCourse& found = **course;
        const bool can_be = entry > 1 && entry <= found.version() && !found.is_struck(entry) &&
                            found.entries[static_cast<std::size_t>(entry) - 1].strikes == 0;
        if (!can_be) return problem(NotFound{});
        return CourseEntry{.course = found.number,
                           .number = seen + 1,
                           .role = std::string(name_of(who.role)),
                           .step = {},
                           .on = kept(found.time(), desk_.today()),
                           .strikes = entry};
    });
}

Outcome<AnonymousCourse> AnonymousCourses::leave(const Who& who, std::string_view number, std::int64_t seen,
                                                 std::string_view code) {
    const auto owned = by_code(who, read_code(code).code);
    if (!owned) return owned;
    if (owned->number != number) return problem(NotFound{});
    return record(who, number, seen,
                  {.step = "other_end", .on = desk_.today(), .timing = Timing::has_happened});
}

Outcome<AnonymousCourse> AnonymousCourses::write(const Who& who, const Change& change) {
    for (int attempt = 0; attempt < most_attempts; ++attempt) {
        const auto pages = store_.pages(who.municipality);
        if (!pages) return problem(pages.error());
        auto entries = opened(*pages);
        if (!entries) return problem(std::move(entries.error()));
        const auto entry = change(courses_of(*entries));
        if (!entry) return problem(entry.error());
        const auto is_this = [&](const CourseEntry& one) {
            return one.course == entry->course && one.number == entry->number;
        };
        if (std::ranges::none_of(*entries, is_this)) {
            const auto put = this->put(who.municipality, *pages, *entry);
            if (!put && put.error().code == ErrorCode::conflict) continue;
            if (!put) return problem(put.error());
            entries->push_back(*entry);
        }
        const auto after = courses_of(std::move(*entries));
        return *with_number(after, entry->course);
    }
    return problem(Error{ErrorCode::unavailable, "others write all the time"});
}

Result<void> AnonymousCourses::put(const std::string& municipality, const std::vector<AnonymousPage>& pages,
                                   std::optional<CourseEntry> entry) {
    AnonymousPage page;
    page.municipality = municipality;
    page.week = store::week_of(desk_.today());
    std::vector<CourseEntry> entries;
    // A clock that was set back opens no week that was closed.
    if (!pages.empty() && pages.back().week >= page.week) {
        auto so_far = opened(pages.back());
        if (!so_far) return std::unexpected(std::move(so_far.error()));
        entries = std::move(*so_far);
        page.week = pages.back().week;
        page.key_id = pages.back().key_id;
    } else {
        auto key = parts_.vault.make_key();
        if (!key) return std::unexpected(std::move(key.error()));
        page.key_id = std::move(*key);
    }
    if (entry) entries.push_back(std::move(*entry));
    auto sealed = parts_.vault.seal(page.key_id, page_text(std::move(entries)), context_of(page));
    if (!sealed) return std::unexpected(std::move(sealed.error()));
    page.sealed = std::move(*sealed);
    return store_.put(std::move(page), pages.empty() ? store::Hash{} : pages.back().hash);
}

Result<void> AnonymousCourses::dispose(const std::vector<AnonymousPage>& pages) const {
    const auto* const rule = keeping();
    // A rule that nobody has confirmed destroys nothing.
    if (rule == nullptr || !rule->keep || !rule->is_confirmed) return {};
    auto entries = opened(pages);
    if (!entries) return std::unexpected(std::move(entries.error()));
    std::set<std::string> kept_ones;
    for (const AnonymousCourse& course : courses_of(std::move(*entries))) {
        if (course.is_open() || calendar::add(course.last_on(), *rule->keep) >= desk_.today())
            kept_ones.insert(course.number);
    }
    for (const AnonymousPage& page : pages) {
        if (calendar::add(page.week.plus_days(6), *rule->keep) >= desk_.today()) break;
        const auto own = opened(page);
        if (!own) return std::unexpected(own.error());
        if (std::ranges::any_of(*own, [&](const CourseEntry& one) { return kept_ones.contains(one.course); }))
            continue;
        auto destroyed = parts_.vault.destroy_key(page.key_id);
        if (!destroyed && destroyed.error().code != ErrorCode::not_found) return destroyed;
    }
    return {};
}

Result<void> AnonymousCourses::tidy() {
    std::set<std::string> municipalities;
    for (const auto& id : desk_.library().standards()) {
        std::string code = code_of_municipality(desk_.library(), id);
        const auto accounts = parts_.accounts.of(code);
        if (!accounts) return std::unexpected(accounts.error());
        if (!accounts->empty()) municipalities.insert(std::move(code));
    }
    for (const auto& municipality : municipalities) {
        const auto pages = store_.pages(municipality);
        if (!pages) return std::unexpected(pages.error());
        auto written = put(municipality, *pages, std::nullopt);
        // Somebody wrote at that moment: then the page is new already.
        if (!written && written.error().code != ErrorCode::conflict) return written;
        if (auto done = dispose(*pages); !done) return done;
    }
    return {};
}

}  // namespace fjorten::service
