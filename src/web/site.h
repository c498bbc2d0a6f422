// The public site: which page answers which request.
#pragma once
#include <string_view>
#include <utility>
#include <vector>

#include "service/case_desk.h"
#include "web/certificate_page.h"
#include "web/http.h"
#include "web/try_out.h"

namespace fjorten::web {

/// Every answer depends on the request and the day alone. Called from several threads at once.
class Site {
  public:
    /// `desk` must outlive the site.
    /// `invented`: the cases that visitors can try rules out on.
    /// `signing`: what signs deadline certificates.
    explicit Site(const service::CaseDesk& desk, std::vector<compare::ReplayedCase> invented = {},
                  Signing signing = {})
        : desk_(desk), invented_(desk.library(), std::move(invented)), signing_(std::move(signing)) {}

    Response respond(const Request& request) const;
    /// A page for a request that cannot be answered.
    static Response refuse(int status, std::string_view path);
    /// Whether the path is one of the site's own (and may be written to a log).
    static bool knows(std::string_view path);

  private:
    Response my_dates(const Request& request, Language language) const;
    Response standard(const Request& request, std::string_view name, Language language) const;

    Response certificate(const Request& request, Language language) const;

    const service::CaseDesk& desk_;
    InventedTryOut invented_;
    Signing signing_;
};

}  // namespace fjorten::web
