// The reference data set: an invented town whose courses are drawn with a seed. Each course is told twice: as
// a case file for the program, and as plain rows for SQL, which knows nothing of rulebooks.
#pragma once
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/assert.h"
#include "base/document.h"
#include "calendar/date.h"
#include "casefile/casefile.h"
#include "reports/row.h"

namespace fjorten::reports {

using Day = std::optional<calendar::Date>;

struct ToldCourse {
    calendar::Date requested;
    Day withdrawn = {}, started = {}, ended = {}, missed = {}, declined = {}, chosen = {};
    std::string status = {}, outcome = {};
    std::string after_1 = {}, after_6 = {};  // outcome; "gone": given up; empty: nobody asked
};

struct ToldCase {
    std::string id, person, unit;
    calendar::Date born;
    bool is_alcohol = false, is_anonymous = false, has_cpr = true, is_serious = false;
    std::vector<ToldCourse> courses = {};
};

class InventedTown {
  public:
    InventedTown(unsigned seed, std::string standard, calendar::Date on)
        : chance_(seed), standard_(std::move(standard)), on_(on) {}

    std::vector<ToldCase> people(int count) {
        std::vector<ToldCase> all;
        for (int i = 0; i < count; ++i) {
            const std::string person = fmt::format("p{}", i);
            all.push_back(one(fmt::format("c{}", i), person));
            // Some have a second case, with courses of its own after those of the first.
            if (!all.back().courses.back().ended || !one_in(6)) continue;
            ToldCase second = all.back();
            second.id += "b";
            const calendar::Date after = second.courses.back().ended->plus_days(between(1, 500));
            second.courses.clear();
            if (after <= on_) second.courses.push_back(course(after, second.is_alcohol));
            if (!second.courses.empty()) all.push_back(std::move(second));
        }
        return all;
    }

    CaseForReport file(const ToldCase& told, const rulebook::Vocabulary& vocabulary) const {
        std::string text =
            fmt::format("{{\"standard\":\"{}\",\"anonymous\":{},", standard_, told.is_anonymous);
        text += told.is_anonymous
                    ? "\"person\":{\"adult\":true},"
                    : fmt::format("\"person\":{{\"born\":\"{}\",\"residence\":\"0840\"}},", told.born.iso());
        text += fmt::format("\"facts\":{{\"substance_kind\":\"{}\"{}}},\"events\":[",
                            told.is_alcohol ? "alcohol" : "drugs",
                            told.is_serious ? ",\"serious_problems\":true" : "");
        std::string separator;
        const auto event = [&](const Day& on, std::string_view name, const std::string& more = {}) {
            if (!on) return;
            text += fmt::format("{}{{\"on\":\"{}\",\"event\":\"{}\"{}}}", separator, on->iso(), name, more);
            separator = ",";
        };
        for (const ToldCourse& one : told.courses) {
            event(one.requested, "contact_received");
            event(one.missed, "appointment_missed");
            event(one.declined, "guarantee_declined");
            event(one.chosen, "provider_chosen",
                  R"(,"provider":"x","kind":"private","approved":true,"equivalent":true)");
            event(one.withdrawn, "request_withdrawn");
            event(one.started, "treatment_started", R"(,"service":"ambulatory")");
            event(one.ended, "treatment_ended",
                  fmt::format(R"(,"status":"{}"{})", one.status,
                              one.outcome.empty() ? "" : ",\"outcome\":\"" + one.outcome + "\""));
            follow_up(event, one, one.after_1, "1_month", 30);
            follow_up(event, one, one.after_6, "6_months", 178);
        }
        const auto document = read_document(text + "]}", "case.json");
        FJ_ASSERT(document.has_value());
        auto file = casefile::read_case(*document, vocabulary);
        FJ_ASSERT(file.has_value());
        return {.case_id = told.id,
                .person = told.person,
                .unit = told.unit,
                .cpr = told.has_cpr ? "x" : "",
                .has_valid_cpr = told.has_cpr,
                .file = std::move(*file)};
    }

  private:
    template <class Event>
    static void follow_up(const Event& event, const ToldCourse& one, const std::string& outcome,
                          std::string_view mark, int days) {
        if (outcome.empty()) return;
        const Day on = one.ended->plus_days(days);
        if (outcome == "gone") event(on, "follow_up_unreachable", fmt::format(R"(,"mark":"{}")", mark));
        else event(on, "follow_up_held", fmt::format(R"(,"mark":"{}","outcome":"{}")", mark, outcome));
    }

    int between(int least, int most) { return std::uniform_int_distribution<int>(least, most)(chance_); }
    bool one_in(int count) { return between(1, count) == 1; }
    std::string any_of(const std::vector<std::string>& all) {
        return all[static_cast<std::size_t>(between(0, static_cast<int>(all.size()) - 1))];
    }
    Day unless_later(calendar::Date day) const { return day <= on_ ? Day(day) : std::nullopt; }

    ToldCase one(const std::string& id, const std::string& person) {
        ToldCase told{.id = id, .person = person, .unit = any_of({"nord", "syd", "unge"}), .born = {}};
        const calendar::Date first = on_.plus_days(-between(0, 900));
        told.born = first.plus_days(-between(16 * 366, 70 * 365));
        told.is_serious = one_in(2);
        told.is_alcohol = one_in(5);
        told.is_anonymous = one_in(15);
        told.has_cpr = !one_in(12);
        told.courses.push_back(course(first, told.is_alcohol));
        while (told.courses.back().ended && one_in(3)) {
            const ToldCourse& last = told.courses.back();
            const calendar::Date next = last.ended->plus_days(between(1, one_in(3) ? 14 : 420));
            if (next > on_) break;
            // Nobody is followed up after a new request.
            if (next <= last.ended->plus_days(30)) told.courses.back().after_1.clear();
            if (next <= last.ended->plus_days(178)) told.courses.back().after_6.clear();
            told.courses.push_back(course(next, told.is_alcohol));
        }
        return told;
    }

    ToldCourse course(calendar::Date requested, bool is_alcohol) {
        ToldCourse told{.requested = requested};
        if (one_in(12)) {
            told.withdrawn = unless_later(requested.plus_days(between(1, 25)));
            return told;
        }
        told.started = unless_later(requested.plus_days(one_in(4) ? between(10, 60) : between(2, 14)));
        if (one_in(8)) told.missed = unless_later(requested.plus_days(1));
        if (one_in(14)) told.declined = unless_later(requested.plus_days(1));
        if (!is_alcohol && one_in(10)) told.chosen = unless_later(requested.plus_days(1));
        if (!told.started) return told;
        told.ended = unless_later(told.started->plus_days(between(20, 300)));
        if (!told.ended) return told;
        told.status = any_of({"completed", "completed", "dropped_out", "other_offer", "hospital",
                              "other_reason", one_in(4) ? "deceased" : "completed"});
        told.outcome = any_of({"drug_free", "reduced", "unchanged", "worse", "unknown", "", "drug_free"});
        const std::vector<std::string> later = {"drug_free", "reduced", "unchanged", "gone", "", "unknown"};
        if (told.status != "deceased" && told.ended->plus_days(30) <= on_) told.after_1 = any_of(later);
        if (told.status != "deceased" && told.ended->plus_days(178) <= on_) told.after_6 = any_of(later);
        return told;
    }

    std::mt19937 chance_;
    std::string standard_;
    calendar::Date on_;
};

}  // namespace fjorten::reports
