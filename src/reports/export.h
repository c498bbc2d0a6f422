// Figures and courses as files that other programs read: CSV (RFC 4180), FHIR R4, and the event log of
// process mining (XES, IEEE 1849).
#pragma once
#include <string>
#include <vector>

#include "reports/goals.h"
#include "reports/guarantee.h"

namespace fjorten::reports {

/// "94.3" or "94,3": one decimal for shares, none for the rest; empty where there is no value.
std::string cell_number(const Cell& cell, Unit unit, Language language);

/// One line for each cell: table, line, column, unit, value, and why there is none ("hidden", "too_few").
std::string figures_csv(const std::vector<Table>& tables);

/// Every table of a span, in the order in which a workbook has them. With Detail::counts_hidden small numbers
/// are suppressed already.
std::vector<Table> all_tables(const Sources& sources, const rulebook::Edition& standard, const Span& span,
                              Detail detail);

/// What the council and the public are shown, suppressed: the goals, and the guarantee by law and by the
/// standard.
std::vector<Table> council_tables(const Sources& sources, const rulebook::Edition& standard,
                                  const Span& span);

/// A bundle (collection) of FHIR R4. With Detail::all: ServiceRequest, EpisodeOfCare and CarePlan of every
/// course of the span, under the number of the case, without a name; always a MeasureReport for each goal.
std::string fhir_bundle(const Sources& sources, const std::vector<GoalFigure>& goals, const Span& span,
                        Detail detail);

/// A trace for each case that is not anonymous, an event for each of its events in the span. Days, not times:
/// every timestamp is midnight UTC and says nothing of the hour.
std::string xes_log(const std::vector<CaseForReport>& cases, const rulebook::Vocabulary& vocabulary,
                    const Span& span, Language language);

}  // namespace fjorten::reports
