#include "web/work_map.h"

#include <algorithm>
#include <array>
#include <span>

#include <fmt/format.h>

#include "web/site_map.h"

namespace fjorten::web {

namespace {

struct Fixed {
    WorkPlace place;
    std::string_view da, en;
};
constexpr std::array fixed_places = {
    Fixed{WorkPlace::log_in, "/log-ind", "/en/log-in"},
    Fixed{WorkPlace::code, "/log-ind/kode", "/en/log-in/code"},
    Fixed{WorkPlace::outside_answer, "/log-ind/svar", "/en/log-in/answer"},
    Fixed{WorkPlace::outside_log_out, "/log-ud/besked", "/en/log-out/message"},
    Fixed{WorkPlace::own_access, "/min-adgang", "/en/my-access"},
    Fixed{WorkPlace::access_log, "/arbejde/opslag", "/en/work/lookups"},
    Fixed{WorkPlace::access_file, "/arbejde/opslag.csv", "/en/work/lookups.csv"},
    Fixed{WorkPlace::glasses, "/arbejde/aabnet", "/en/work/opened"},
    Fixed{WorkPlace::my_case, "/min-sag", "/en/my-case"},
    Fixed{WorkPlace::my_log, "/min-sag/opslag", "/en/my-case/lookups"},
    Fixed{WorkPlace::my_log_file, "/min-sag/opslag.pdf", "/en/my-case/lookups.pdf"},
    Fixed{WorkPlace::log_out, "/log-ud", "/en/log-out"},
    Fixed{WorkPlace::work, "/arbejde", "/en/work"},
    Fixed{WorkPlace::search, "/sager", "/en/cases"},
    Fixed{WorkPlace::new_case, "/sager/ny", "/en/cases/new"},
    Fixed{WorkPlace::try_out, "/arbejde/proev", "/en/work/try-out"},
    Fixed{WorkPlace::providers, "/arbejde/behandlingssteder", "/en/work/providers"},
    Fixed{WorkPlace::placements, "/arbejde/anvisninger", "/en/work/placements"},
    Fixed{WorkPlace::staff_list, "/arbejde/medarbejdere", "/en/work/staff"},
    Fixed{WorkPlace::staff_new, "/arbejde/medarbejdere/ny", "/en/work/staff/new"},
    Fixed{WorkPlace::discharges, "/arbejde/udskrivninger", "/en/work/discharges"},
    Fixed{WorkPlace::place_prices, "/arbejde/priser", "/en/work/prices"},
    Fixed{WorkPlace::provider_new, "/arbejde/behandlingssteder/nyt", "/en/work/providers/new"},
    Fixed{WorkPlace::contacts, "/arbejde/kontakter", "/en/work/contacts"},
    Fixed{WorkPlace::contact_new, "/arbejde/kontakter/ny", "/en/work/contacts/new"},
    Fixed{WorkPlace::calendar, "/kalender", "/en/calendar"},
    Fixed{WorkPlace::appointment_new, "/kalender/ny", "/en/calendar/new"},
    Fixed{WorkPlace::calendar_feed, "/kalender/abonnement", "/en/calendar/subscription"},
    Fixed{WorkPlace::groups, "/grupper", "/en/groups"},
    Fixed{WorkPlace::reminders, "/paamindelser", "/en/reminders"},
    Fixed{WorkPlace::gift_cards, "/gavekort", "/en/gift-cards"},
    Fixed{WorkPlace::gift_card_list, "/gavekort/afstemning.csv", "/en/gift-cards/reconciliation.csv"},
    Fixed{WorkPlace::courses, "/arbejde/uden-navn", "/en/work/without-name"},
    Fixed{WorkPlace::course_new, "/arbejde/uden-navn/nyt", "/en/work/without-name/new"},
    Fixed{WorkPlace::conversations, "/arbejde/henvendelser", "/en/work/messages"},
    Fixed{WorkPlace::committee, "/udvalg", "/en/committee"},
    Fixed{WorkPlace::drafts, "/regelboeger", "/en/rulebooks"},
    Fixed{WorkPlace::doubts, "/regelboeger/tvivl", "/en/rulebooks/doubts"},
    Fixed{WorkPlace::reports, "/arbejde/tal", "/en/work/figures"},
    Fixed{WorkPlace::report_goals, "/arbejde/tal/maal", "/en/work/figures/goals"},
    Fixed{WorkPlace::report_statistics, "/arbejde/tal/statistik", "/en/work/figures/statistics"},
    Fixed{WorkPlace::report_places, "/arbejde/tal/behandlingssteder", "/en/work/figures/providers"},
    Fixed{WorkPlace::report_cases, "/arbejde/tal/sager", "/en/work/figures/cases"},
    Fixed{WorkPlace::report_registers, "/arbejde/tal/registre", "/en/work/figures/registers"},
    Fixed{WorkPlace::foresight, "/arbejde/fremsyn", "/en/work/foresight"},
    Fixed{WorkPlace::supervision, "/arbejde/tilsyn", "/en/work/supervision"},
    Fixed{WorkPlace::supervision_report, "/arbejde/tilsyn/rapport.pdf", "/en/work/supervision/report.pdf"}};

// What comes after the number of the case.
struct Part {
    WorkPlace place;
    std::string_view da, en;
    bool has_item;
};
constexpr std::array case_parts = {Part{WorkPlace::events, "haendelse", "event", false},
                                   Part{WorkPlace::event, "haendelse", "event", true},
                                   Part{WorkPlace::correction, "ret", "correct", true},
                                   Part{WorkPlace::note, "note", "note", false},
                                   Part{WorkPlace::assignment, "tildel", "assign", false},
                                   Part{WorkPlace::fact, "oplysning", "fact", false},
                                   Part{WorkPlace::person, "person", "person", false},
                                   Part{WorkPlace::documents, "dokumenter", "documents", false},
                                   Part{WorkPlace::document, "dokument", "document", true},
                                   Part{WorkPlace::intake, "modtagelse", "intake", false},
                                   Part{WorkPlace::assessment, "udredning", "assessment", false},
                                   Part{WorkPlace::area, "udredning", "assessment", true},
                                   Part{WorkPlace::questionnaire, "skema", "questionnaire", true},
                                   Part{WorkPlace::recommendation, "indstilling", "recommendation", false},
                                   Part{WorkPlace::decision, "afgoerelse", "decision", false},
                                   Part{WorkPlace::offer, "tilbud", "offer", false},
                                   Part{WorkPlace::payment, "egenbetaling", "own-payment", false},
                                   Part{WorkPlace::hearing, "partshoering", "hearing", false},
                                   Part{WorkPlace::plan, "plan", "plan", false},
                                   Part{WorkPlace::placing, "anvisning", "placing", false},
                                   Part{WorkPlace::follow_ups, "opfoelgning", "follow-up", false},
                                   Part{WorkPlace::follow_up, "opfoelgning", "follow-up", true},
                                   Part{WorkPlace::sessions, "samtaler", "sessions", false},
                                   Part{WorkPlace::measure, "maaling", "measure", true},
                                   Part{WorkPlace::reminder_wish, "paamindelse", "reminder", false},
                                   Part{WorkPlace::case_gift_cards, "gavekort", "gift-cards", false},
                                   Part{WorkPlace::letter, "brev", "letter", true},
                                   Part{WorkPlace::complaints, "klager", "complaints", false},
                                   Part{WorkPlace::complaint, "klage", "complaint", true},
                                   Part{WorkPlace::file_access, "aktindsigt", "file-access", false},
                                   Part{WorkPlace::glass, "aabn", "open", false},
                                   Part{WorkPlace::representatives, "fuldmagt", "representatives", false},
                                   Part{WorkPlace::case_log, "opslag", "lookups", false},
                                   Part{WorkPlace::case_log_file, "opslag", "lookups", true},
                                   Part{WorkPlace::hold, "slettestop", "hold", false},
                                   Part{WorkPlace::case_copy, "kopi", "copy", true},
                                   Part{WorkPlace::children, "boern", "children", false},
                                   Part{WorkPlace::concern, "underretning", "notification", false},
                                   Part{WorkPlace::retention, "kontrakt", "contract", false},
                                   Part{WorkPlace::health, "journal", "health-record", false},
                                   Part{WorkPlace::health_entry, "journal", "health-record", true}};
// What comes after the number of the draft.
constexpr std::array draft_parts = {Part{WorkPlace::draft_rule, "regel", "rule", true},
                                    Part{WorkPlace::draft_new_rule, "ny-regel", "new-rule", false},
                                    Part{WorkPlace::draft_wordings, "ordlyde", "wordings", false},
                                    Part{WorkPlace::draft_doubts, "tvivl", "doubts", false},
                                    Part{WorkPlace::draft_read, "laes", "read", false},
                                    Part{WorkPlace::draft_try, "proev", "try", false},
                                    Part{WorkPlace::draft_source, "kilde", "source", false},
                                    Part{WorkPlace::draft_history, "historie", "history", false},
                                    Part{WorkPlace::draft_file, "fil", "file", false}};

constexpr std::span<const Part> no_parts;
constexpr std::array provider_parts = {Part{WorkPlace::provider_change, "ret", "change", false}};
constexpr std::array staff_parts = {Part{WorkPlace::staff_change, "ret", "change", false}};
// What comes after the number of one's own case.
constexpr std::array my_parts = {Part{WorkPlace::my_document, "dokument", "document", true},
                                 Part{WorkPlace::my_words, "ord", "words", false},
                                 Part{WorkPlace::my_representatives, "fuldmagt", "representatives", false},
                                 Part{WorkPlace::my_consent, "samtykke", "consent", false},
                                 Part{WorkPlace::my_file_access, "aktindsigt", "file-access", false}};
constexpr std::array contact_parts = {Part{WorkPlace::contact_change, "ret", "change", false}};

/// Pages below the number of something.
struct Folder {
    WorkPlace place;  // the page of the number itself
    std::string_view da, en;
    std::span<const Part> parts;
    std::string_view in(Language language) const { return language == Language::da ? da : en; }
};
constexpr std::array folders = {
    Folder{WorkPlace::case_file, "/sag/", "/en/case/", case_parts},
    Folder{WorkPlace::provider, "/arbejde/behandlingssteder/", "/en/work/providers/", provider_parts},
    Folder{WorkPlace::placement, "/arbejde/anvisninger/", "/en/work/placements/", no_parts},
    Folder{WorkPlace::staff_member, "/arbejde/medarbejdere/", "/en/work/staff/", staff_parts},
    Folder{WorkPlace::contact, "/arbejde/kontakter/", "/en/work/contacts/", contact_parts},
    Folder{WorkPlace::appointment, "/aftale/", "/en/appointment/", no_parts},
    Folder{WorkPlace::outside_log_in, "/log-ind/med/", "/en/log-in/with/", no_parts},
    Folder{WorkPlace::my_case, "/min-sag/", "/en/my-case/", my_parts},
    Folder{WorkPlace::calendar_file, "/kalender/fil/", "/en/calendar/file/", no_parts},
    Folder{WorkPlace::group, "/gruppe/", "/en/group/", no_parts},
    Folder{WorkPlace::course, "/arbejde/uden-navn/", "/en/work/without-name/", no_parts},
    Folder{WorkPlace::conversation, "/arbejde/henvendelser/", "/en/work/messages/", no_parts},
    Folder{WorkPlace::draft, "/regelboeger/", "/en/rulebooks/", draft_parts},
    Folder{WorkPlace::report_file, "/arbejde/tal/fil/", "/en/work/figures/file/", no_parts},
    Folder{WorkPlace::supervised_case, "/arbejde/tilsyn/sag/", "/en/work/supervision/case/", no_parts}};

bool is_id(std::string_view text) {
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '_';
    };
    return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, fits);
}

std::optional<WorkAddress> in_folder(const Folder& folder, std::string_view rest, Language language) {
    const std::size_t slash = rest.find('/');
    WorkAddress address{
        .place = folder.place, .language = language, .case_id = std::string(rest.substr(0, slash))};
    if (!is_id(address.case_id)) return std::nullopt;
    if (slash == std::string_view::npos) return address;
    const std::string_view tail = rest.substr(slash + 1);
    const std::size_t next = tail.find('/');
    const bool has_item = next != std::string_view::npos;
    for (const Part& part : folder.parts) {
        const std::string_view word = language == Language::da ? part.da : part.en;
        if (word != tail.substr(0, next) || part.has_item != has_item) continue;
        address.place = part.place;
        if (has_item) address.item = tail.substr(next + 1);
        return has_item && !is_id(address.item) ? std::nullopt : std::optional(address);
    }
    return std::nullopt;
}

// "/udvalg/26-4F7K"
std::optional<WorkAddress> in_committee(std::string_view path, Language language) {
    const std::string list = path_of({.place = WorkPlace::committee, .language = language}) + "/";
    if (!path.starts_with(list) || !is_id(path.substr(list.size()))) return std::nullopt;
    return WorkAddress{
        .place = WorkPlace::meeting, .language = language, .item = std::string(path.substr(list.size()))};
}

std::string without_query(const WorkAddress& address) {
    const bool is_danish = address.language == Language::da;
    if (address.place == WorkPlace::meeting)
        return without_query({.place = WorkPlace::committee, .language = address.language}) + "/" +
               address.item;
    for (const Fixed& fixed : fixed_places) {
        if (fixed.place == address.place) return std::string(is_danish ? fixed.da : fixed.en);
    }
    for (const Folder& folder : folders) {
        std::string path = std::string(folder.in(address.language)) + address.case_id;
        if (folder.place == address.place) return path;
        for (const Part& part : folder.parts) {
            if (part.place != address.place) continue;
            path += fmt::format("/{}", is_danish ? part.da : part.en);
            return part.has_item ? path + "/" + address.item : path;
        }
    }
    return {};
}

}  // namespace

std::string percent_encode(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool is_unreserved = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                                   (c >= '0' && c <= '9') || std::string_view("-._~").contains(c);
        if (is_unreserved) {
            out.push_back(c);
        } else {
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        }
    }
    return out;
}

std::string path_of(const WorkAddress& address) { return without_query(address) + query_text(address.query); }

std::string query_text(const Fields& query) {
    std::string text;
    char separator = '?';
    for (const auto& [name, value] : query) {
        text += fmt::format("{}{}={}", separator, percent_encode(name), percent_encode(value));
        separator = '&';
    }
    return text;
}

std::optional<WorkAddress> work_address_at(std::string_view path) {
    for (const Fixed& fixed : fixed_places) {
        if (path == fixed.da) return WorkAddress{.place = fixed.place, .language = Language::da};
        if (path == fixed.en) return WorkAddress{.place = fixed.place, .language = Language::en};
    }
    for (const Language language : {Language::da, Language::en}) {
        if (auto meeting = in_committee(path, language)) return meeting;
        for (const Folder& folder : folders) {
            const std::string_view begin = folder.in(language);
            if (path.starts_with(begin)) return in_folder(folder, path.substr(begin.size()), language);
        }
    }
    return std::nullopt;
}

WorkAddress in_other_language(WorkAddress address) {
    address.language = other(address.language);
    return address;
}

}  // namespace fjorten::web
