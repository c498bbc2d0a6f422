// FHIR R4 (4.0.1). The shapes are those of the published JSON schema, which tests hold them against.
#include <algorithm>
#include <cmath>

#include <boost/json.hpp>

#include "reports/export.h"

namespace fjorten::reports {

namespace json = boost::json;

namespace {

constexpr std::string_view population_system = "http://terminology.hl7.org/CodeSystem/measure-population";
constexpr std::string_view case_system = "urn:fjorten:case";

json::object period_of(const std::optional<calendar::Date>& from, const std::optional<calendar::Date>& to) {
    json::object period;
    if (from) period["start"] = from->iso();
    if (to) period["end"] = to->iso();
    return period;
}

class Bundle {
  public:
    Bundle(const Sources& sources, const Span& span) : sources_(sources), span_(span) {}

    void add_course(const Row& row) {
        const std::string id = row.case_id + "-" + std::to_string(row.request);
        if (row.requested) add(service_request(row, id));
        if (row.started) {
            add(episode(row, id));
            add(care_plan(row, id));
        }
    }

    void add_measure(const GoalFigure& goal, Detail detail) {
        if (goal.verdict == Verdict::not_measured) return;
        json::object report;
        std::string id = line_id(goal);
        std::ranges::replace(id, '_', '-');
        report["resourceType"] = "MeasureReport";
        report["id"] = id.substr(0, 64);
        report["status"] = "complete";
        report["type"] = "summary";
        report["measure"] = "urn:fjorten:" + goal.rule->id + (goal.point ? ":" + goal.point->id : "");
        report["date"] = span_.on.iso();
        report["period"] = period_of(span_.from, span_.to);
        json::array populations;
        const auto add_population = [&](std::string_view code, std::size_t count) {
            populations.push_back(population(code, count, detail));
        };
        add_population("initial-population", goal.initial.size());
        add_population("denominator", goal.in_population.size());
        add_population("denominator-exclusion", count_of(goal.exclusions));
        add_population("denominator-exception", count_of(goal.exceptions));
        add_population("numerator", goal.numerator.size());
        json::object group;
        group["population"] = std::move(populations);
        if (goal.share && (detail == Detail::all || is_shown(goal))) {
            // Hundredths of a percent: no more is known.
            group["measureScore"] = {{"value", std::round(*goal.share * 100) / 100}, {"unit", "%"}};
        }
        report["group"] = json::array{std::move(group)};
        add(std::move(report));
    }

    std::string text() && {
        json::object bundle;
        bundle["resourceType"] = "Bundle";
        bundle["type"] = "collection";
        if (!entries_.empty()) bundle["entry"] = std::move(entries_);
        return json::serialize(bundle);
    }

  private:
    static std::size_t count_of(const std::vector<LeftOut>& reasons) {
        std::size_t count = 0;
        for (const LeftOut& one : reasons) count += one.rows.size();
        return count;
    }

    // Neither those who fulfil nor the others are few.
    bool is_shown(const GoalFigure& goal) const {
        const auto small = static_cast<std::size_t>(sources_.reporting.smallest);
        const auto fine = [small](std::size_t count) { return count == 0 || count >= small; };
        return fine(goal.numerator.size()) && fine(goal.denominator.size() - goal.numerator.size());
    }

    // Of counts that hang together all are told or none that is small.
    json::object population(std::string_view code, std::size_t count, Detail detail) const {
        json::object one;
        one["code"] = {{"coding", json::array{{{"system", population_system}, {"code", code}}}}};
        const bool is_small = count > 0 && count < static_cast<std::size_t>(sources_.reporting.smallest);
        if (detail == Detail::all) {
            one["count"] = count;
        } else if (code == "initial-population" && !is_small) {
            one["count"] = count;
        } else {
            one["_count"] = {
                {"extension",
                 json::array{{{"url", "http://hl7.org/fhir/StructureDefinition/data-absent-reason"},
                              {"valueCode", "masked"}}}}};
        }
        return one;
    }

    json::object citizen(const Row& row) const {
        return {{"type", "Patient"}, {"identifier", {{"system", case_system}, {"value", row.case_id}}}};
    }
    json::object municipality(const Row& row) const {
        return {{"type", "Organization"},
                {"identifier", {{"system", "urn:fjorten:municipality"}, {"value", row.municipality}}}};
    }
    json::object service_words(const Row& row) const {
        const auto& services = sources_.library.vocabulary.services;
        const auto found = std::ranges::find(services, row.service, &rulebook::Named::name);
        const std::string text = found == services.end() ? row.service : found->label.in(sources_.language);
        return {{"text", text.empty() ? sources_.say("report.no_service") : text}};
    }

    json::object service_request(const Row& row, const std::string& id) const {
        json::object request;
        request["resourceType"] = "ServiceRequest";
        request["id"] = id;
        request["status"] = row.withdrawn && !row.started ? "revoked" : row.ended ? "completed" : "active";
        request["intent"] = "order";
        request["code"] = service_words(row);
        request["subject"] = citizen(row);
        request["authoredOn"] = row.requested->iso();
        if (row.law.due) request["occurrencePeriod"] = period_of(row.requested, row.law.due);
        request["performer"] = json::array{municipality(row)};
        return request;
    }

    json::object episode(const Row& row, const std::string& id) const {
        json::object episode;
        episode["resourceType"] = "EpisodeOfCare";
        episode["id"] = id;
        episode["status"] = row.ended ? "finished" : "active";
        episode["patient"] = citizen(row);
        episode["managingOrganization"] = municipality(row);
        episode["period"] = period_of(row.started, row.ended);
        if (row.requested) episode["referralRequest"] = json::array{{{"reference", "ServiceRequest/" + id}}};
        return episode;
    }

    json::object care_plan(const Row& row, const std::string& id) const {
        json::object plan;
        plan["resourceType"] = "CarePlan";
        plan["id"] = id;
        plan["status"] = row.ended ? "completed" : "active";
        plan["intent"] = "plan";
        plan["title"] = service_words(row).at("text");
        plan["subject"] = citizen(row);
        plan["period"] = period_of(row.started, row.ended);
        return plan;
    }

    void add(json::object resource) {
        json::object entry;
        // A server of this address does not exist: the resources are only here.
        entry["fullUrl"] = "urn:fjorten:" + std::string(resource.at("resourceType").as_string()) + ":" +
                           std::string(resource.at("id").as_string());
        entry["resource"] = std::move(resource);
        entries_.push_back(std::move(entry));
    }

    const Sources& sources_;
    const Span& span_;
    json::array entries_;
};

}  // namespace

std::string fhir_bundle(const Sources& sources, const std::vector<GoalFigure>& goals, const Span& span,
                        Detail detail) {
    Bundle bundle(sources, span);
    if (detail == Detail::all) {
        for (const Row& row : sources.rows.rows) {
            if (span.has(row.requested) || span.has(row.started) || span.has(row.ended))
                bundle.add_course(row);
        }
    }
    for (const GoalFigure& goal : goals) bundle.add_measure(goal, detail);
    return std::move(bundle).text();
}

}  // namespace fjorten::reports
