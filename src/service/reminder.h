// Reminders of appointments to citizens who want them: where to is a sheet of their case, what waits to be
// sent is a file in the outbox (docs/formats/outbox.md), and that it was put there a document of a register.
// What is sent says a day and a time, and nothing of whom or what it is about.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/diagnostic.h"
#include "base/error.h"
#include "base/messages.h"
#include "calendar/date.h"
#include "service/appointment_desk.h"
#include "service/record_desk.h"
#include "service/register.h"

namespace fjorten::service {

/// Where a citizen wants to be reminded. Only what they have said themselves: never the telephone or address
/// that is known of them otherwise.
struct ReminderWish {
    std::string channel;  // "sms" or "email"
    std::string to;
    Language language = Language::da;
};
/// Of the newest sheet about it; empty where there is none, or where it was taken back.
std::optional<ReminderWish> reminder_wish(const CaseView& view);

/// "Husk din aftale tirsdag den 1. december 2026 kl. 9.30."
std::string reminder_text(const Appointment& appointment, Language language);

struct Reminder {
    KeptAppointment appointment;
    std::string case_id, person_name;
    bool is_protected = false;
    ReminderWish wish;
    std::string text;
    bool is_queued = false;  // it was put into the outbox already
};

/// That a reminder was put into the outbox: nothing is sent twice.
struct QueuedReminder {
    std::string appointment, case_id;
    bool operator==(const QueuedReminder&) const = default;
};
namespace register_kind {
inline constexpr RegisterKind reminder{"reminder", Permission::send_reminders, Permission::send_reminders};
}
inline const RegisterKind& register_kind_of(std::type_identity<QueuedReminder>) {
    return register_kind::reminder;
}
std::string to_json(const QueuedReminder& queued);
Result<QueuedReminder> from_json(std::type_identity<QueuedReminder>, std::string_view json);
Diagnostics check(const QueuedReminder& queued, const rulebook::Library& library);

class Reminders {
  public:
    /// `desk` must outlive it.
    explicit Reminders(RecordDesk& desk) : desk_(desk), queued_(desk) {}

    /// Of appointments from tomorrow until the next working day, with whoever wants to be reminded.
    Outcome<std::vector<Reminder>> due(const Who& who) const;
    /// Puts those that are due and not yet there into the outbox; gives how many.
    Outcome<int> queue(const Sender& sender);
    /// Takes back what waits for a citizen, or of an appointment (either may be empty): a wish was withdrawn,
    /// an appointment called off. What has been sent has been sent.
    Outcome<void> take_back(const Who& who, std::string_view case_id, std::string_view appointment) const;

  private:
    RecordDesk& desk_;
    Register<QueuedReminder> queued_;
};

}  // namespace fjorten::service
