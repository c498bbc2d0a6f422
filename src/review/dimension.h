// What conditions read, as things that a case can say: for each fact its boundary values, each with the
// change to a case that makes it so. Built-in facts come about through the person, told facts are told,
// derived facts come about through events, the service asked for through an application.
#pragma once
#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/bilingual.h"
#include "casefile/timeline.h"
#include "review/draft.h"
#include "rulebook/model.h"

namespace fjorten::review {

struct Choice {
    Bilingual words;  // "30 years old"; empty where there is nothing to say
    std::function<void(Draft&)> apply;
};

struct Dimension {
    std::string name;
    std::vector<Choice> choices;  // the plainest first
};

class Dimensions {
  public:
    Dimensions(const rulebook::Vocabulary& vocabulary, std::string own_residence)
        : vocabulary_(vocabulary), words_(vocabulary), story_(vocabulary), own_(std::move(own_residence)) {}

    /// One dimension for each fact that the conditions read, in the order of the vocabulary. What only an
    /// event or a clock knows (its fields, the day it started, today) is left to the caller.
    std::vector<Dimension> of(std::span<const feel::Expression* const> conditions) const;

  private:
    using Conditions = std::span<const feel::Expression* const>;
    std::vector<feel::Value> literals(Conditions conditions, rulebook::Slot slot) const;
    Dimension of_age(Conditions conditions, bool reads_adult) const;
    Dimension of_residence() const;
    Dimension of_service(Conditions conditions) const;
    Dimension of_fact(const rulebook::Fact& fact, Conditions conditions) const;
    Dimension of_derived(const rulebook::DerivedFact& fact, Conditions conditions) const;
    void add_standing(const rulebook::DerivedFact& fact, Dimension& dimension) const;
    void add_days(const rulebook::DerivedFact& fact, Dimension& dimension) const;
    void add_latest(const rulebook::DerivedFact& fact, Conditions conditions, Dimension& dimension) const;
    void add_counts(const rulebook::DerivedFact& fact, Conditions conditions, Dimension& dimension) const;
    std::vector<feel::Value> around(const rulebook::FieldType& type, std::vector<feel::Value> literals) const;

    const rulebook::Vocabulary& vocabulary_;
    casefile::CourseWords words_;
    Story story_;
    std::string own_;
};

/// Every way to take one choice in each dimension, those nearest to the plainest first. Where there are more
/// than `most`, those that depart from the plainest in few dimensions.
std::vector<std::vector<std::size_t>> combinations(const std::vector<Dimension>& dimensions,
                                                   std::size_t most = 20000);
void apply(const std::vector<Dimension>& dimensions, const std::vector<std::size_t>& choice, Draft& draft);
Bilingual described(const std::vector<Dimension>& dimensions, const std::vector<std::size_t>& choice);
/// The names of what was varied: "age, early_pension"; "-" for nothing.
std::string names_of(const std::vector<Dimension>& dimensions);

/// What a value of this type is called: the label of a choice, yes or no, the value itself.
Bilingual words_for(const rulebook::FieldType& type, const feel::Value& value);

}  // namespace fjorten::review
