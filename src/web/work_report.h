// Is the promise kept? Pages of figures for leaders, owners of the standard and auditors.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reports/extract.h"
#include "reports/figures.h"
#include "reports/goals.h"
#include "reports/guarantee.h"
#include "service/report_desk.h"
#include "web/work_visit.h"

namespace fjorten::web {

Response answer_reports(Visit& visit);
Response answer_report_goals(Visit& visit);
Response answer_report_statistics(Visit& visit);
Response answer_report_places(Visit& visit);
Response answer_report_cases(Visit& visit);
Response answer_report_registers(Visit& visit);
Response answer_report_file(Visit& visit);
Response answer_foresight(Visit& visit);
Response answer_supervision(Visit& visit);
Response answer_supervision_report(Visit& visit);
Response answer_supervised_case(Visit& visit);

/// "12m", a year ("2025"), or days of one's own in the query (from, to); months for registers ("2026-03").
struct ReportPeriod {
    reports::Span span;
    std::string chosen;
};
ReportPeriod period_of(const Fields& query, calendar::Date today);

/// What a page of figures works with; the rows live as long as it.
class Figures {
  public:
    Figures(const Visit& visit, service::ReportDesk::Picture rows)
        : visit_(visit),
          rows_(std::move(rows)),
          sources_(visit.others.reports->sources(*rows_, visit.setting.language())),
          period_(period_of(visit.fields, rows_->on)),
          detail_(service::ReportDesk::detail(visit.setting.who)) {}

    const reports::Sources& sources() const { return sources_; }
    const reports::Rows& rows() const { return *rows_; }
    const ReportPeriod& period() const { return period_; }
    const reports::Span& span() const { return period_.span; }
    reports::Detail detail() const { return detail_; }
    const WorkSetting& setting() const { return visit_.setting; }

    /// Fit to be seen by whoever asks.
    reports::Table shown(reports::Table table) const;
    /// The table, its population and notes; each number a link to the cases behind it, for those who may.
    Html html(const reports::Table& table) const;
    /// The table of that id, worked out; empty for none.
    std::optional<reports::Table> find(std::string_view id) const;
    /// The same page with other fields of the query.
    Fields query(Fields more = {}) const;

  private:
    Html cell(const reports::Table& table, const reports::Line& line, std::size_t column) const;

    const Visit& visit_;
    service::ReportDesk::Picture rows_;
    reports::Sources sources_;
    ReportPeriod period_;
    reports::Detail detail_;
};

/// The page around figures: heading, the other pages of figures, the period to choose, the files to take
/// home.
enum class Periods { none, offered };
std::string report_page(const Figures& figures, std::string_view title_key, Periods periods,
                        const Html& content);
/// Gets the rows and answers with the page that `make` makes; what stands in the way is answered instead.
Response with_figures(Visit& visit, const std::function<std::string(const Figures&)>& make);

}  // namespace fjorten::web
