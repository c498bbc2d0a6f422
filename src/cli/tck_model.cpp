#include "cli/tck_model.h"

#include <string_view>

#include <pugixml.hpp>

#include "feel/temporal.h"

namespace fjorten::cli::tck {

namespace {

using feel::Value;

constexpr unsigned kParse = pugi::parse_default | pugi::parse_ws_pcdata_single;

std::string_view local_name(std::string_view name) {
    const auto colon = name.rfind(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

bool is(const pugi::xml_node& node, std::string_view name) {
    return node.type() == pugi::node_element && local_name(node.name()) == name;
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
    for (const auto found : node.children()) {
        if (is(found, name)) return found;
    }
    return {};
}

std::string text_of(const pugi::xml_node& node, std::string_view name) {
    return child(node, name).child_value();
}

std::string trimmed(std::string text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string::npos) return "";
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// "feel:number" and "number" are the same type.
std::string type_of(const std::string& reference) { return std::string(local_name(trimmed(reference))); }

Perhaps<std::string> logic_of(const pugi::xml_node& node);

Perhaps<std::string> joined(std::initializer_list<std::pair<const char*, pugi::xml_node>> parts) {
    std::string text = "(";
    for (const auto& [word, node] : parts) {
        // The element (in, return, ...) holds the expression.
        pugi::xml_node inner;
        for (const auto found : node.children()) {
            if (found.type() == pugi::node_element) inner = found;
        }
        const auto logic = logic_of(inner);
        if (!logic) return logic;
        text += std::string(" ") + word + " " + *logic;
    }
    return text + ")";
}

Perhaps<std::string> list_of(const pugi::xml_node& node) {
    std::string text;
    for (const auto item : node.children()) {
        if (item.type() != pugi::node_element || is(item, "description") || is(item, "extensionElements"))
            continue;
        const auto logic = logic_of(item);
        if (!logic) return logic;
        text += (text.empty() ? "" : ", ") + *logic;
    }
    return "[" + text + "]";
}

Perhaps<std::string> loop_of(const pugi::xml_node& node, const char* word, const char* before_body) {
    const std::string head = word + std::string(" ") + node.attribute("iteratorVariable").value() + " in";
    return joined({{head.c_str(), child(node, "in")}, {before_body, child(node, before_body)}});
}

/// Unlike FEEL's own `if`, the boxed one is null when its condition is neither true nor false.
Perhaps<std::string> conditional_of(const pugi::xml_node& node) {
    const auto condition = joined({{"", child(node, "if")}});
    const auto yes = joined({{"", child(node, "then")}});
    const auto no = joined({{"", child(node, "else")}});
    for (const auto& part : {condition, yes, no}) {
        if (!part) return part;
    }
    return "(if " + *condition + " = true then " + *yes + " else if " + *condition + " = false then " + *no +
           " else null)";
}

/// A boxed expression as FEEL text, where FEEL has a form for it.
Perhaps<std::string> logic_of(const pugi::xml_node& node) {
    const auto name = local_name(node.name());
    if (name == "literalExpression") {
        const std::string_view language = node.attribute("expressionLanguage").value();
        if (!language.empty() && language.find("FEEL") == std::string_view::npos) {
            return std::unexpected(Refusal{"feel.tck.language"});
        }
        if (child(node, "importedValues")) return std::unexpected(Refusal{"feel.tck.import"});
        // On lines of its own: the text may end in a comment.
        return "(" + text_of(node, "text") + "\n)";
    }
    if (name == "list") return list_of(node);
    if (name == "conditional") return conditional_of(node);
    if (name == "for") return loop_of(node, "for", "return");
    if (name == "some") return loop_of(node, "some", "satisfies");
    if (name == "every") return loop_of(node, "every", "satisfies");
    if (name == "filter") {
        auto list = joined({{"", child(node, "in")}});
        auto match = joined({{"", child(node, "match")}});
        if (!list || !match) return list ? match : list;
        return *list + "[" + *match + "]";
    }
    const bool contexts = name == "context" || name == "relation";
    const bool functions = name == "invocation" || name == "functionDefinition";
    if (contexts) return std::unexpected(Refusal{"diagnostic.feel_scope_contexts"});
    if (functions) return std::unexpected(Refusal{"diagnostic.feel_scope_functions"});
    return std::unexpected(Refusal{"feel.tck.boxed", {std::string(name)}});
}

/// "#id" is the id; a reference into another model has a name before the '#'.
std::string target_of(const pugi::xml_node& node, const std::string& own_namespace, Decision& decision) {
    const std::string href = node.attribute("href").value();
    const auto hash = href.find('#');
    if (hash != std::string::npos && hash > 0 && href.substr(0, hash) != own_namespace) {
        decision.logic = std::unexpected(Refusal{"feel.tck.import"});
    }
    return hash == std::string::npos ? href : href.substr(hash + 1);
}

Decision decision_of(const pugi::xml_node& node, const std::string& own_namespace) {
    Decision decision;
    decision.name = node.attribute("name").value();
    decision.type = type_of(child(node, "variable").attribute("typeRef").value());
    decision.logic = "null";
    constexpr std::string_view logics =
        " literalExpression list conditional for some every filter context relation "
        "invocation functionDefinition decisionTable ";
    for (const auto part : node.children()) {
        const std::string word = " " + std::string(local_name(part.name())) + " ";
        if (part.type() == pugi::node_element && logics.find(word) != std::string_view::npos) {
            decision.logic = logic_of(part);
        }
    }
    for (const auto part : node.children()) {
        if (is(part, "knowledgeRequirement")) {
            decision.logic = std::unexpected(Refusal{"diagnostic.feel_scope_functions"});
        }
        if (!is(part, "informationRequirement")) continue;
        for (const char* kind : {"requiredDecision", "requiredInput"}) {
            const auto required = child(part, kind);
            if (required) decision.requirements.push_back(target_of(required, own_namespace, decision));
        }
    }
    return decision;
}

ItemType item_type_of(const pugi::xml_node& node) {
    ItemType type;
    type.name = node.attribute("name").value();
    type.base = type_of(text_of(node, "typeRef"));
    type.collection = node.attribute("isCollection").as_bool();
    type.structure = !child(node, "itemComponent").empty();
    type.function = !child(node, "functionItem").empty();
    const auto constraint =
        child(node, "typeConstraint").empty() ? child(node, "allowedValues") : child(node, "typeConstraint");
    type.allowed = trimmed(text_of(constraint, "text"));
    return type;
}

Perhaps<Value> scalar_of(const pugi::xml_node& node) {
    std::string text = node.child_value();
    std::string type;
    for (const auto attribute : node.attributes()) {
        const auto name = local_name(attribute.name());
        if (name == "nil" && attribute.as_bool()) return Value();
        if (name == "type") type = local_name(attribute.value());
    }
    if (type == "string") return Value(text);
    text = trimmed(text);
    if (type == "boolean") return Value(text == "true" || text == "1");
    if (type == "time" || type == "dateTime") return std::unexpected(Refusal{"diagnostic.feel_scope_times"});
    Value value;
    if (type == "date") value = feel::parse_date(text);
    if (type == "duration" || type == "dayTimeDuration" || type == "yearMonthDuration") {
        value = feel::parse_duration(text);
    }
    const bool number = type == "decimal" || type == "double" || type == "float" || type == "integer" ||
                        type == "int" || type == "long" || type.empty();
    if (number) {
        if (const auto parsed = feel::Decimal::parse(text)) value = Value(*parsed);
    }
    if (type.empty() && value.is_null()) return Value(std::string(node.child_value()));
    if (value.is_null()) return std::unexpected(Refusal{"feel.tck.value", {text}});
    return value;
}

/// What stands in an inputNode, an item or `expected`.
Perhaps<Value> value_of(const pugi::xml_node& node) {
    for (const auto attribute : node.attributes()) {
        if (local_name(attribute.name()) == "nil" && attribute.as_bool()) return Value();
    }
    if (child(node, "component")) return std::unexpected(Refusal{"diagnostic.feel_scope_contexts"});
    if (const auto list = child(node, "list")) {
        feel::List items;
        for (const auto item : list.children()) {
            if (!is(item, "item")) continue;
            auto value = value_of(item);
            if (!value) return value;
            items.push_back(std::move(*value));
        }
        return Value(std::move(items));
    }
    const auto value = child(node, "value");
    return value ? scalar_of(value) : Perhaps<Value>(Value());
}

TestCase case_of(const pugi::xml_node& node) {
    TestCase test;
    test.id = node.attribute("id").value();
    const std::string_view type = node.attribute("type").value();
    if (type == "bkm") test.refused = Refusal{"diagnostic.feel_scope_functions"};
    if (type == "decisionService") test.refused = Refusal{"feel.tck.service"};
    for (const auto part : node.children()) {
        const std::string name = part.attribute("name").value();
        if (is(part, "inputNode")) test.inputs.emplace(name, value_of(part));
        if (is(part, "resultNode")) test.results.push_back({name, value_of(child(part, "expected"))});
    }
    return test;
}

}  // namespace

const Decision* Model::decision_named(const std::string& name) const {
    for (const auto& [id, decision] : decisions) {
        if (decision.name == name) return &decision;
    }
    return nullptr;
}

std::optional<Model> read_model(const std::string& path) {
    pugi::xml_document document;
    if (!document.load_file(path.c_str(), kParse)) return std::nullopt;
    const auto root = document.document_element();
    if (!is(root, "definitions")) return std::nullopt;
    const std::string own_namespace = root.attribute("namespace").value();
    Model model;
    for (const auto part : root.children()) {
        const std::string id = part.attribute("id").value();
        if (is(part, "decision")) model.decisions.emplace(id, decision_of(part, own_namespace));
        if (is(part, "inputData")) {
            model.inputs.emplace(id, Input{part.attribute("name").value(),
                                           type_of(child(part, "variable").attribute("typeRef").value())});
        }
        if (is(part, "itemDefinition")) {
            ItemType type = item_type_of(part);
            model.types.emplace(type.name, std::move(type));
        }
    }
    return model;
}

std::optional<TestFile> read_tests(const std::string& path) {
    pugi::xml_document document;
    if (!document.load_file(path.c_str(), kParse)) return std::nullopt;
    const auto root = document.document_element();
    if (!is(root, "testCases")) return std::nullopt;
    TestFile file;
    file.model_name = trimmed(text_of(root, "modelName"));
    for (const auto part : root.children()) {
        if (is(part, "testCase")) file.cases.push_back(case_of(part));
    }
    return file;
}

}  // namespace fjorten::cli::tck
