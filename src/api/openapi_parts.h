// The shapes that stand in the description of the interface again and again (OpenAPI 3.1).
#pragma once
#include <string>
#include <string_view>

#include "answer/json_writer.h"
#include "base/messages.h"

namespace fjorten::api {

/// The sentence of the description under "api.spec.<key>".
inline std::string say(std::string_view key) { return message(Language::en, "api.spec." + std::string(key)); }

/// Writes into `out`, which must outlive it. The caller keeps the order of keys.
class SpecParts {
  public:
    explicit SpecParts(std::string& out) : json_(out, answer::JsonStyle::compact) {}

  protected:
    template <class Inside>
    void object(Inside inside) {
        json_.open_object();
        inside();
        json_.close_object();
    }
    void text(std::string_view key, std::string_view value) {
        json_.key(key);
        json_.text(value);
    }
    /// What is JSON already.
    void raw(std::string_view key, std::string_view json) {
        json_.key(key);
        json_.raw(json);
    }
    void ref(std::string_view schema) {
        object([&] { text("$ref", "#/components/schemas/" + std::string(schema)); });
    }
    void content(std::string_view media_type, std::string_view schema) {
        json_.key("content");
        object([&] {
            json_.key(media_type);
            object([&] {
                json_.key("schema");
                ref(schema);
            });
        });
    }
    /// One answer of an operation; without a schema it has no body.
    void answer(std::string_view status, std::string_view what, std::string_view media_type,
                std::string_view schema) {
        json_.key(status);
        object([&] {
            text("description", say(what));
            if (!schema.empty()) content(media_type, schema);
        });
    }
    void problem(std::string_view status, std::string_view what) {
        answer(status, what, "application/problem+json", "Problem");
    }

    answer::JsonWriter json_;
};

}  // namespace fjorten::api
