// Who may do what: one table, in authorisation.cpp. Every command and every query of the record asks it, and
// nothing else decides.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace fjorten::service {

/// Names as in the vocabulary (`roles`).
enum class Role {
    caseworker,
    intake,
    decider,
    doctor,
    leader,
    provider,
    policy_owner,
    auditor,
    administrator,
    citizen
};

enum class Permission {
    see_work_list,
    search_people,
    read_case,
    open_case,
    record_event,
    correct_event,
    tell_fact,
    assign_case,
    write_note,
    file_document,
    write_sheet,
    make_decision,
    plan_meetings,
    plan_sessions,
    keep_gift_cards,  // stock received and counted, and the list of what does not add up
    send_reminders,
    copy_case,
    hold_case,
    see_disposal,
    change_person,
    see_protected_address,
    rebuild_lists,
    try_out_rules,
    read_registers,
    write_registers,
    confirm_addresses,
    place_citizens,     // with a place of treatment outside the house
    answer_placements,  // of such a place: its own citizens and its own entry in the register
    read_staff,         // what colleagues have learnt, and when they were talked with
    write_staff,
    answer_anonymous,  // what was written without a name
    read_drafts,       // of rulebooks, with the doubts about those in force
    edit_drafts,       // and approve, settle doubts and take into force
    break_glass,       // open a case outside one's reach, with a reason
    review_glass,      // and look at who did
    read_access_log,   // who looked at what
    read_own_case,     // of the citizen who asks
    write_own_case,
    keep_tokens,           // of programs that act for oneself
    name_representatives,  // who may see for a citizen, when the citizen says so
    run_anonymous_courses,
    read_health,  // the health record, which lies apart
    write_health,
    see_reports,        // figures of the municipality; the cases behind them are for those who may read cases
    send_to_registers,  // extracts with CPR numbers
    supervise           // samples of cases without names, and what was found in them
};

/// Whose cases somebody reaches (service/reach.h).
enum class Scope { unit, municipality };
/// What a program that acts for somebody was allowed; people have `write`.
enum class Grant { read, write };

/// How much of somebody else's case a citizen was let see: deadlines and appointments, or all that its
/// citizen sees.
enum class Sight { dates, all };
struct Represented {
    std::string person_id;
    Sight sight = Sight::dates;
};

/// Somebody who is logged in. Everything they touch is of their municipality.
struct Who {
    std::string account_id;
    std::string display_name;
    std::string municipality;  // four digits
    Role role = Role::citizen;
    std::string unit;
    Scope scope = Scope::municipality;  // an account always says
    std::string person_id = {};         // a citizen's own
    Grant grant = Grant::write;
    std::vector<Represented> represents = {};  // whose cases a citizen may see because those said so
};

/// Both the role, and, for a program, what it was allowed.
bool may(const Who& who, Permission permission);

/// The name in the vocabulary; `citizen`, who may do nothing here, for a name that is none.
Role role_from(std::string_view name);
std::string_view name_of(Role role);
std::string_view name_of(Permission permission);
/// Every one, in order: for the test that walks the table.
std::vector<Permission> all_permissions();
std::vector<Role> all_roles();

}  // namespace fjorten::service
