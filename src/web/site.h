// The public site: which page answers which request.
#pragma once
#include <string_view>

#include "service/case_desk.h"
#include "web/http.h"

namespace fjorten::web {

/// Stateless: every answer depends on the request and the day alone. Called from several threads at once.
class Site {
  public:
    /// `desk` must outlive the site.
    explicit Site(const service::CaseDesk& desk) : desk_(desk) {}

    Response respond(const Request& request) const;
    /// A page for a request that cannot be answered.
    static Response refuse(int status, std::string_view path);
    /// Whether the path is one of the site's own (and may be written to a log).
    static bool knows(std::string_view path);

  private:
    Response my_dates(const Request& request, Language language) const;

    const service::CaseDesk& desk_;
};

}  // namespace fjorten::web
