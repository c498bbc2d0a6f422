// The interface for programs: cases in, evaluations out, as JSON; mistakes as problem documents (RFC 9457).
// Knows nothing of sockets: src/app carries calls in and replies out. Format: docs/formats/api.md.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/messages.h"
#include "service/case_desk.h"

namespace fjorten::api {

enum class Verb { get, post };

struct Call {
    Verb verb = Verb::get;
    std::string path;
    std::vector<std::pair<std::string, std::string>> query;
    std::string media_type;  // without parameters, in small letters
    std::string body;
    std::string authorization = {}, idempotency_key = {}, if_match = {};  // headers of these names
};

struct Reply {
    int status = 200;
    std::string media_type;
    std::string body;
    std::string allow = {};                                         // the Allow header, with 405
    std::vector<std::pair<std::string, std::string>> headers = {};  // more of them
};

class Api {
  public:
    /// `desk` must outlive the interface. Called from several threads at once.
    explicit Api(const service::CaseDesk& desk);

    static bool owns(std::string_view path);
    Reply answer(const Call& call) const;

    /// For what is refused before it is a call. `status` is one of the HTTP client errors, or 500.
    static Reply refuse(int status, Language language);

  private:
    enum class Detail { result, trace };
    Reply evaluate(const Call& call, Detail detail) const;

    const service::CaseDesk& desk_;
    std::string spec_;
};

}  // namespace fjorten::api
