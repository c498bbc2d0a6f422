// A register whose documents have a form: what is written is checked first, what is read comes as it was
// meant. A form T says, in namespace fjorten::service:
//   const RegisterKind& register_kind_of(std::type_identity<T>);
//   std::string to_json(const T&);
//   Result<T> from_json(std::type_identity<T>, std::string_view json);   // `corrupt` if it is not ours
//   Diagnostics check(const T&, const rulebook::Library&);               // each under the name of its field
#pragma once
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "service/register_desk.h"

namespace fjorten::service {

/// A document of form T at one version; `document.content` is its JSON.
template <class T>
struct Kept {
    RegisterDocument document;
    T form;
};

template <class T>
class Register {
  public:
    /// `desk` must outlive it.
    explicit Register(const RecordDesk& desk) : desk_(desk), documents_(desk) {}

    Outcome<Written> write(const Sender& sender, WriteDocument command, const T& form) {
        if (!may(sender.who, kind().write)) return problem(Forbidden{});
        if (auto mistakes = check(form, desk_.library()); !mistakes.empty())
            return problem(std::move(mistakes));
        command.content = to_json(form);
        return documents_.write(sender, kind(), command);
    }
    /// All as they are now whose ids begin with `begins`, in order of id.
    Outcome<std::vector<Kept<T>>> all(const Who& who, std::string_view begins = {}) const {
        return read(documents_.all(who, kind(), begins));
    }
    Outcome<Kept<T>> find(const Who& who, std::string_view id) const {
        auto versions = history(who, id);
        if (!versions) return problem(std::move(versions.error()));
        return std::move(versions->back());
    }
    /// Every version, oldest first; not empty.
    Outcome<std::vector<Kept<T>>> history(const Who& who, std::string_view id) const {
        return read(documents_.history(who, kind(), id));
    }

  private:
    static const RegisterKind& kind() { return register_kind_of(std::type_identity<T>{}); }

    static Outcome<std::vector<Kept<T>>> read(Outcome<std::vector<RegisterDocument>> documents) {
        if (!documents) return problem(std::move(documents.error()));
        std::vector<Kept<T>> kept;
        for (RegisterDocument& document : *documents) {
            auto form = from_json(std::type_identity<T>{}, document.content);
            if (!form) return problem(std::move(form.error()));
            kept.push_back({std::move(document), std::move(*form)});
        }
        return kept;
    }

    const RecordDesk& desk_;
    RegisterDesk documents_;
};

}  // namespace fjorten::service
