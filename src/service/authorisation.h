// Who may do what: one table, in authorisation.cpp. Every command and every query of the record asks it, and
// nothing else decides.
#pragma once
#include <string>
#include <string_view>

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
    answer_anonymous,   // what was written without a name
    read_drafts,        // of rulebooks, with the doubts about those in force
    edit_drafts,        // and approve, settle doubts and take into force
    see_reports,        // figures of the municipality; the cases behind them are for those who may read cases
    send_to_registers,  // extracts with CPR numbers
    supervise           // samples of cases without names, and what was found in them
};

/// Somebody who is logged in. Everything they touch is of their municipality.
struct Who {
    std::string account_id;
    std::string display_name;
    std::string municipality;  // four digits
    Role role = Role::citizen;
    std::string unit;
};

bool may(const Who& who, Permission permission);

/// The name in the vocabulary; `citizen`, who may do nothing here, for a name that is none.
Role role_from(std::string_view name);
std::string_view name_of(Role role);
std::string_view name_of(Permission permission);

}  // namespace fjorten::service
