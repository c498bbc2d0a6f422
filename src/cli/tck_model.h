// The parts of a DMN model and its TCK test file that the runner needs. Formats: DMN 1.5 XML; the TCK's
// testCases. Decisions are turned into FEEL texts; whatever is not FEEL carries the reason why it is refused.
#pragma once
#include <expected>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "feel/value.h"

namespace fjorten::cli::tck {

/// Why a case is refused: a key of the message catalogue and what fills it.
struct Refusal {
    std::string key;
    std::vector<std::string> args = {};
};

template <class T>
using Perhaps = std::expected<T, Refusal>;

struct ItemType {
    std::string name;
    std::string base;  // typeRef
    bool collection = false;
    bool structure = false;  // components: a context
    bool function = false;
    std::string allowed;  // unary tests, or empty
};

struct Decision {
    std::string name;
    std::string type;                            // typeRef of its variable, may be empty
    std::vector<std::string> requirements;       // ids of decisions and inputs
    Perhaps<std::string> logic = std::string();  // FEEL
};

struct Input {
    std::string name;
    std::string type;
};

struct Model {
    std::map<std::string, Decision> decisions;  // by id
    std::map<std::string, Input> inputs;        // by id
    std::map<std::string, ItemType> types;      // by name
    const Decision* decision_named(const std::string& name) const;
};

struct Expected {
    std::string decision;
    Perhaps<feel::Value> value;
};

struct TestCase {
    std::string id;
    std::optional<Refusal> refused;  // the whole case
    std::map<std::string, Perhaps<feel::Value>> inputs;
    std::vector<Expected> results;
};

struct TestFile {
    std::string model_name;
    std::vector<TestCase> cases;
};

/// Empty if the file is no such XML.
std::optional<Model> read_model(const std::string& path);
std::optional<TestFile> read_tests(const std::string& path);

}  // namespace fjorten::cli::tck
