// The record for programs: logging in, the work list, search, cases and the commands on them. Format:
// docs/formats/api.md. Every refusal is a problem document (RFC 9457).
#pragma once
#include <string>
#include <string_view>

#include "api/api.h"
#include "service/record_desk.h"
#include "service/sessions.h"

namespace fjorten::service {
class ReportDesk;
}

namespace fjorten::api {

class RecordApi {
  public:
    /// All must outlive the interface. Called from several threads at once. `reports`: nullptr = no figures.
    RecordApi(service::RecordDesk& desk, service::Sessions& sessions,
              const service::ReportDesk* reports = nullptr)
        : desk_(desk), sessions_(sessions), reports_(reports) {}

    static bool owns(std::string_view path);
    /// The path without what is about one case, for a log.
    static std::string pattern_of(std::string_view path);

    Reply answer(const Call& call);
    /// Whether whoever calls may send a document there.
    bool takes_files(std::string_view path, std::string_view authorization) const;

  private:
    service::RecordDesk& desk_;
    service::Sessions& sessions_;
    const service::ReportDesk* reports_;
};

}  // namespace fjorten::api
