// The pages as functions of what they show. None of them reads a clock or keeps anything.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/messages.h"
#include "calendar/date.h"
#include "letters/standard_paper.h"
#include "rulebook/model.h"
#include "service/case_desk.h"
#include "web/case_form.h"
#include "web/html.h"

namespace fjorten::service {
class ReportDesk;
}

namespace fjorten::web {

/// What every page knows.
struct Setting {
    const rulebook::Library& library;
    Language language;
    calendar::Date today;
};

std::string start_page(const Setting& setting);
std::string about_page(const Setting& setting);
/// All standards side by side. `subject`: the name of one topic ("clocks"); "all": every topic; anything
/// else: the offers.
std::string compare_page(const Setting& setting, std::string_view subject);
class InventedTryOut;
/// What would become of invented cases if other rules took the place of some.
std::string try_out_page(const Setting& setting, const InventedTryOut& invented, const Fields& query);
/// The standards that can be read, and one of them, as it is in `publication`.
std::string standards_page(const Setting& setting);
/// `kept`: how well it is kept, after the standard itself.
std::string standard_page(const Setting& setting, const letters::Publication& publication,
                          const Html& kept = {});
/// The goals and the guarantee in figures that anybody may see; nothing where no record is kept of that
/// municipality.
Html how_well_kept(const service::ReportDesk* reports, const rulebook::Edition& standard, Language language);
/// 400, 404, 405, 413, 415, 431, 500.
std::string error_page(Language language, int status);

/// Step 1: municipality, who it is about, and the facts.
std::string situation_page(const Setting& setting, const CaseForm& form,
                           const std::vector<FormMistake>& mistakes);
/// Step 2: what has happened. `asks_more`: something was chosen that has questions of its own, now shown.
enum class MoreAsked { no, yes };
std::string events_page(const Setting& setting, const CaseForm& form,
                        const std::vector<FormMistake>& mistakes, MoreAsked more_asked = MoreAsked::no);
/// Step 3: the answer.
enum class Certificates { none, offered };
std::string result_page(const Setting& setting, const CaseForm& form, const service::CaseAnswer& answer,
                        Certificates certificates = Certificates::none);

/// The five municipalities as choices, in alphabetical order of their names.
std::vector<std::pair<std::string, std::string>> municipalities(const rulebook::Library& library,
                                                                Language language);

}  // namespace fjorten::web
