// Figures that decide nothing in a case (a price, a group's size, a goal, a telephone number, an item of a
// list) are there to be read: whoever changes one in a rulebook changes the page that compares the standards.
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "feel/value.h"
#include "rulebook/contact_terms.h"
#include "support/real_rulebooks.h"
#include "web/pages.h"

namespace fjorten {
namespace {

using rulebook::Edition;
using rulebook::Library;
using rulebook::Rule;

struct Change {
    std::string what;
    std::function<void(Rule&)> make;
};

void raise(std::optional<feel::Value>& figure) {
    figure = feel::Value(*feel::add(figure->as<feel::Decimal>(), feel::Decimal(1)));
}

std::string written(const rulebook::Term& contact) { return contact.exactly->as<std::string>(); }

feel::Value a_day() { return feel::Value(calendar::Date::parse("2026-02-03").value()); }

void changes_of_terms(const Rule& rule, std::vector<Change>& changes) {
    for (std::size_t i = 0; i < rule.terms.size(); ++i) {
        const std::string what = rule.id + ".terms." + rule.terms[i].id;
        if (rulebook::is_contact(rule.terms[i])) {
            changes.push_back({what + ".exactly", [i](Rule& r) {
                                   r.terms[i].exactly = feel::Value(written(r.terms[i]) + "9");
                               }});
            changes.push_back({what + ".confirmed", [i](Rule& r) { r.terms[i].min = a_day(); }});
            continue;
        }
        if (rule.terms[i].min) changes.push_back({what + ".min", [i](Rule& r) { raise(r.terms[i].min); }});
        if (rule.terms[i].max) changes.push_back({what + ".max", [i](Rule& r) { raise(r.terms[i].max); }});
        if (rule.terms[i].exactly)
            changes.push_back({what + ".exactly", [i](Rule& r) { raise(r.terms[i].exactly); }});
        changes.push_back({what + ".typical", [i](Rule& r) { r.terms[i].typical = !r.terms[i].typical; }});
    }
}

void changes_of_goal(const Rule& rule, std::vector<Change>& changes) {
    if (!rule.goal) return;
    if (rule.goal->at_least) changes.push_back({rule.id, [](Rule& r) { raise(r.goal->at_least); }});
    if (rule.goal->at_most) changes.push_back({rule.id, [](Rule& r) { raise(r.goal->at_most); }});
    changes.push_back({rule.id + ".until", [](Rule& r) { r.goal->until = "2031-01-02"; }});
    changes.push_back({rule.id + ".population", [](Rule& r) { r.goal->population += "x"; }});
    for (std::size_t i = 0; i < rule.goal->measured_at.size(); ++i)
        changes.push_back({rule.id + ".measured_at", [i](Rule& r) {
                               r.goal->measured_at.erase(r.goal->measured_at.begin() +
                                                         static_cast<std::ptrdiff_t>(i));
                           }});
}

void changes_of_limit(const Rule& rule, std::vector<Change>& changes) {
    if (!rule.limit) return;
    if (rule.limit->min) changes.push_back({rule.id + ".min", [](Rule& r) { ++*r.limit->min; }});
    if (rule.limit->max) changes.push_back({rule.id + ".max", [](Rule& r) { ++*r.limit->max; }});
    for (std::size_t i = 0; i < rule.limit->figures.size(); ++i) {
        if (rule.limit->figures[i].at_most)
            changes.push_back({rule.id + ".at_most", [i](Rule& r) { raise(r.limit->figures[i].at_most); }});
        if (rule.limit->figures[i].exactly)
            changes.push_back({rule.id + ".exactly", [i](Rule& r) { raise(r.limit->figures[i].exactly); }});
    }
}

std::vector<Change> changes_of(const Rule& rule) {
    std::vector<Change> changes;
    changes_of_terms(rule, changes);
    changes_of_goal(rule, changes);
    changes_of_limit(rule, changes);
    if (rule.clock && rule.clock->within && !rule.clock->presumes)
        changes.push_back({rule.id + ".within", [](Rule& r) { ++r.clock->within->days; }});
    if (rule.clock && rule.clock->due_on)
        changes.push_back({rule.id + ".due_on", [](Rule& r) { ++*r.clock->due_on; }});
    const std::size_t items = rule.checklist ? rule.checklist->items.size() : 0;
    for (std::size_t i = 0; i < items; ++i)
        changes.push_back({rule.id + ".items." + rule.checklist->items[i].id, [i](Rule& r) {
                               r.checklist->items.erase(r.checklist->items.begin() +
                                                        static_cast<std::ptrdiff_t>(i));
                           }});
    return changes;
}

// A library of this edition alone, with one of its rules as given: the page then has one column.
std::string page_with(const Edition& edition, Rule rule, Language language) {
    Edition alone = edition;
    alone.rules = {std::move(rule)};
    Library library{.vocabulary = real_rulebooks().vocabulary, .authorities = {}};
    library.authorities.emplace(edition.rulebook,
                                rulebook::Authority{.id = edition.rulebook, .editions = {std::move(alone)}});
    return web::compare_page({.library = library, .language = language, .today = edition.from}, "all");
}

TEST(Figures, ShowOnThePageThatComparesTheStandards) {
    std::size_t tried = 0;
    for (const auto& [id, authority] : real_rulebooks().authorities) {
        for (const Edition& edition : authority.editions) {
            for (const Rule& rule : edition.rules) {
                const auto changes = changes_of(rule);
                if (changes.empty()) continue;
                for (const Language language : {Language::da, Language::en}) {
                    const std::string as_it_is = page_with(edition, rule, language);
                    for (const Change& change : changes) {
                        Rule changed = rule;
                        change.make(changed);
                        EXPECT_NE(page_with(edition, std::move(changed), language), as_it_is) << change.what;
                        ++tried;
                    }
                }
            }
        }
    }
    EXPECT_GT(tried, 500U);
}

TEST(Contacts, AreNeverToldAsAFactUnlessSomebodyConfirmedThem) {
    const Edition& rebild = real_rulebooks().find("rebild")->editions.back();
    const Rule* const contact = rebild.find("contact");
    ASSERT_NE(contact, nullptr);
    const std::string unconfirmed = message(Language::da, "contact.unconfirmed");
    EXPECT_NE(page_with(rebild, *contact, Language::da).find(unconfirmed), std::string::npos);
    Rule confirmed = *contact;
    for (auto& term : confirmed.terms) {
        if (rulebook::is_contact(term)) term.min = a_day();
    }
    EXPECT_EQ(page_with(rebild, confirmed, Language::da).find(unconfirmed), std::string::npos);
    EXPECT_NE(page_with(rebild, confirmed, Language::da).find("Bekræftet 3. februar 2026"),
              std::string::npos);
}

TEST(Contacts, DoNotStandInWordsWhereNothingCouldSayThatTheyAreUnconfirmed) {
    std::size_t contacts = 0;
    for (const auto& [id, authority] : real_rulebooks().authorities) {
        for (const Rule& rule : authority.editions.back().rules) {
            for (const auto& term : rule.terms) {
                if (!rulebook::is_contact(term)) continue;
                ++contacts;
                for (const std::string* text : {&rule.text.da, &rule.text.en})
                    EXPECT_EQ(text->find(written(term)), std::string::npos) << rule.id;
            }
        }
    }
    EXPECT_GT(contacts, 10U);
}

}  // namespace
}  // namespace fjorten
