#include "service/authorisation.h"

#include <algorithm>
#include <array>
#include <utility>

namespace fjorten::service {

namespace {

using enum Permission;

constexpr std::array roles = {
    std::pair{Role::caseworker, std::string_view("caseworker")},
    std::pair{Role::intake, std::string_view("intake")},
    std::pair{Role::decider, std::string_view("decider")},
    std::pair{Role::doctor, std::string_view("doctor")},
    std::pair{Role::leader, std::string_view("leader")},
    std::pair{Role::provider, std::string_view("provider")},
    std::pair{Role::policy_owner, std::string_view("policy_owner")},
    std::pair{Role::auditor, std::string_view("auditor")},
    std::pair{Role::administrator, std::string_view("administrator")},
    std::pair{Role::citizen, std::string_view("citizen")},
};

constexpr std::array permissions = {
    std::pair{see_work_list, std::string_view("see_work_list")},
    std::pair{search_people, std::string_view("search_people")},
    std::pair{read_case, std::string_view("read_case")},
    std::pair{open_case, std::string_view("open_case")},
    std::pair{record_event, std::string_view("record_event")},
    std::pair{correct_event, std::string_view("correct_event")},
    std::pair{tell_fact, std::string_view("tell_fact")},
    std::pair{assign_case, std::string_view("assign_case")},
    std::pair{write_note, std::string_view("write_note")},
    std::pair{file_document, std::string_view("file_document")},
    std::pair{write_sheet, std::string_view("write_sheet")},
    std::pair{make_decision, std::string_view("make_decision")},
    std::pair{plan_meetings, std::string_view("plan_meetings")},
    std::pair{plan_sessions, std::string_view("plan_sessions")},
    std::pair{keep_gift_cards, std::string_view("keep_gift_cards")},
    std::pair{send_reminders, std::string_view("send_reminders")},
    std::pair{copy_case, std::string_view("copy_case")},
    std::pair{hold_case, std::string_view("hold_case")},
    std::pair{see_disposal, std::string_view("see_disposal")},
    std::pair{change_person, std::string_view("change_person")},
    std::pair{see_protected_address, std::string_view("see_protected_address")},
    std::pair{rebuild_lists, std::string_view("rebuild_lists")},
    std::pair{try_out_rules, std::string_view("try_out_rules")},
    std::pair{read_registers, std::string_view("read_registers")},
    std::pair{write_registers, std::string_view("write_registers")},
    std::pair{confirm_addresses, std::string_view("confirm_addresses")},
    std::pair{place_citizens, std::string_view("place_citizens")},
    std::pair{answer_placements, std::string_view("answer_placements")},
    std::pair{read_staff, std::string_view("read_staff")},
    std::pair{write_staff, std::string_view("write_staff")},
    std::pair{answer_anonymous, std::string_view("answer_anonymous")},
    std::pair{read_drafts, std::string_view("read_drafts")},
    std::pair{edit_drafts, std::string_view("edit_drafts")},
    std::pair{break_glass, std::string_view("break_glass")},
    std::pair{review_glass, std::string_view("review_glass")},
    std::pair{read_access_log, std::string_view("read_access_log")},
    std::pair{read_own_case, std::string_view("read_own_case")},
    std::pair{write_own_case, std::string_view("write_own_case")},
    std::pair{keep_tokens, std::string_view("keep_tokens")},
    std::pair{name_representatives, std::string_view("name_representatives")},
    std::pair{run_anonymous_courses, std::string_view("run_anonymous_courses")},
    std::pair{read_health, std::string_view("read_health")},
    std::pair{write_health, std::string_view("write_health")},
    std::pair{see_reports, std::string_view("see_reports")},
    std::pair{send_to_registers, std::string_view("send_to_registers")},
    std::pair{supervise, std::string_view("supervise")},
};

// The table. Whoever is not in a line may not.
bool is_allowed(Role role, Permission permission) {
    const auto any_of = [role](auto... allowed) { return ((role == allowed) || ...); };
    switch (permission) {
        case see_work_list:
        case search_people:
        case read_case:
        case record_event:
        case correct_event:
        case tell_fact:
        case write_note:
        case file_document:
        case write_sheet:
        case plan_sessions:
            return any_of(Role::caseworker, Role::intake, Role::decider, Role::doctor, Role::leader);
        case make_decision:
        case plan_meetings:
        case open_case:
        case assign_case:
        case change_person:
        case see_protected_address:
        case copy_case:
        case answer_anonymous:
        case hold_case: return any_of(Role::caseworker, Role::intake, Role::decider, Role::leader);
        case keep_gift_cards:
        case send_reminders: return any_of(Role::caseworker, Role::leader);
        case see_disposal: return any_of(Role::leader, Role::administrator);
        case rebuild_lists: return any_of(Role::administrator);
        case try_out_rules: return any_of(Role::leader, Role::policy_owner);
        case read_registers: return role != Role::citizen && role != Role::provider;
        case write_registers: return any_of(Role::leader, Role::policy_owner, Role::administrator);
        case confirm_addresses:
            return any_of(Role::caseworker, Role::intake, Role::decider, Role::leader, Role::policy_owner,
                          Role::administrator);
        case place_citizens: return any_of(Role::caseworker, Role::intake, Role::decider, Role::leader);
        case answer_placements: return any_of(Role::provider);
        case read_staff:
        case write_staff: return any_of(Role::leader);
        case read_drafts: return any_of(Role::policy_owner, Role::leader);
        case edit_drafts: return any_of(Role::policy_owner);
        case break_glass:
            return any_of(Role::caseworker, Role::intake, Role::decider, Role::doctor, Role::leader);
        case review_glass: return any_of(Role::leader);
        case read_access_log: return any_of(Role::leader, Role::auditor);
        case read_own_case:
        case write_own_case: return any_of(Role::citizen);
        case name_representatives: return any_of(Role::caseworker, Role::intake, Role::decider, Role::leader);
        case keep_tokens: return role != Role::citizen;
        case run_anonymous_courses: return any_of(Role::caseworker, Role::intake, Role::decider);
        case read_health:
        case write_health: return any_of(Role::doctor);
        case see_reports: return any_of(Role::leader, Role::auditor, Role::policy_owner);
        case send_to_registers: return any_of(Role::leader);
        case supervise: return any_of(Role::leader, Role::auditor);
    }
    return false;
}

// What only looks.
bool is_reading(Permission permission) {
    static constexpr std::array reading = {
        see_work_list,   search_people,  read_case,  read_health, see_reports,           copy_case,
        see_disposal,    read_registers, read_staff, read_drafts, see_protected_address, try_out_rules,
        read_access_log, read_own_case};
    return std::ranges::find(reading, permission) != reading.end();
}

}  // namespace

bool may(const Who& who, Permission permission) {
    return !who.account_id.empty() && !who.municipality.empty() && is_allowed(who.role, permission) &&
           (who.grant == Grant::write || is_reading(permission));
}

std::vector<Permission> all_permissions() {
    std::vector<Permission> all;
    for (const auto& [permission, name] : permissions) all.push_back(permission);
    return all;
}

std::vector<Role> all_roles() {
    std::vector<Role> all;
    for (const auto& [role, name] : roles) all.push_back(role);
    return all;
}

Role role_from(std::string_view name) {
    const auto found = std::ranges::find(roles, name, [](const auto& role) { return role.second; });
    return found == roles.end() ? Role::citizen : found->first;
}

std::string_view name_of(Role role) {
    return std::ranges::find(roles, role, [](const auto& r) { return r.first; })->second;
}

std::string_view name_of(Permission permission) {
    return std::ranges::find(permissions, permission, [](const auto& p) { return p.first; })->second;
}

}  // namespace fjorten::service
