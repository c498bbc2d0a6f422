// What every page of the caseworker knows, and the frame around it.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/messages.h"
#include "calendar/date.h"
#include "rulebook/model.h"
#include "service/authorisation.h"
#include "web/components.h"
#include "web/html.h"
#include "web/http.h"
#include "web/work_map.h"

namespace fjorten::web {

/// Whether the people on the screen are invented.
enum class Demonstration { no, yes };

/// `address` is the page itself, with what it was asked for; the other language is asked the same.
struct WorkSetting {
    const rulebook::Library& library;
    calendar::Date today;
    service::Who who;
    std::string form_secret;  // of the session: every form carries it
    std::string key;          // new for each page: what the idempotency keys of its forms begin with
    WorkAddress address;
    Demonstration demonstration = Demonstration::no;

    Language language() const { return address.language; }
    std::string say(std::string_view key_of_text, const std::vector<std::string>& args = {}) const {
        return message(address.language, key_of_text, args);
    }
    /// An address in the language of the page.
    std::string to(WorkPlace place, std::string case_id = {}, std::string item = {}, Fields query = {}) const;
};

struct WorkFrame {
    std::string title;
    /// What was typed and not saved: the other language gets it as well.
    Fields typed = {};
    /// Nobody is logged in: no navigation.
    enum class Inside { no, yes } inside = Inside::yes;
    /// Where the page leads on its own; empty = it stays.
    std::string goes_on_to = {};
};

std::string work_page(const WorkSetting& setting, const WorkFrame& frame, const Html& main);

/// Where somebody begins: with their cases, else with the rulebooks, else with the registers.
WorkPlace home_of(const service::Who& who);

/// The beginning of every form: its secret, its idempotency key ("" = it changes nothing), and the version of
/// the case that it was shown with (0 = none).
Html form_fields(const WorkSetting& setting, std::string_view key_ending, std::int64_t version = 0);
/// <form method="post"> with those fields.
Html post_form(const WorkSetting& setting, std::string action, const Html& fields, const Html& content,
               std::string style = {});

/// What a page says that cannot be shown: "forbidden", "expired", "unavailable", "not_found", ...
std::string work_error_page(const WorkSetting& setting, std::string_view what, WorkFrame::Inside inside);

/// A link that looks like a button.
Html button_link(ButtonKind kind, std::string href, const Html& content);
/// Only for those who do not see the screen: what tells apart what looks alike.
Html unseen(const std::string& text);

}  // namespace fjorten::web
