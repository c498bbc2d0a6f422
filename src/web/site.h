// The public site: which page answers which request.
#pragma once
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "rulebook/filing.h"
#include "service/case_desk.h"
#include "web/certificate_page.h"
#include "web/http.h"
#include "web/site_map.h"
#include "web/try_out.h"

namespace fjorten::service {
class AnonymousDesk;
class ReportDesk;
}  // namespace fjorten::service

namespace fjorten::web {

/// What stands behind some of the pages. All must outlive the site.
struct Behind {
    service::AnonymousDesk* anonymous = nullptr;   // takes what is written without a name; nullptr = nobody
    const rulebook::Filing* filing = nullptr;      // whom complaints go to; nullptr = nothing is said of it
    const service::ReportDesk* reports = nullptr;  // how well standards are kept; nullptr = nothing is said
};

/// Every answer depends on the request and the day alone. Called from several threads at once.
class Site {
  public:
    /// `desk` must outlive the site.
    /// `invented`: the cases that visitors can try rules out on.
    /// `signing`: what signs deadline certificates.
    explicit Site(const service::CaseDesk& desk, std::vector<compare::ReplayedCase> invented = {},
                  Signing signing = {}, Behind behind = {})
        : desk_(desk),
          invented_(desk.library(), std::move(invented)),
          signing_(std::move(signing)),
          behind_(behind) {}

    Response respond(const Request& request) const;
    /// A page for a request that cannot be answered.
    static Response refuse(int status, std::string_view path);
    /// Whether the path is one of the site's own (and may be written to a log).
    static bool knows(std::string_view path);
    /// Whether a log may not even say that somebody was there, or when.
    static bool is_unseen(std::string_view path);

  private:
    Setting setting_in(Language language) const {
        return {.library = desk_.library(), .language = language, .today = desk_.today()};
    }
    Response answer(const Request& request) const;
    std::optional<Response> asked(const Request& request, Place place, const Setting& setting) const;
    Response my_dates(const Request& request, Language language) const;
    Response standard(const Request& request, std::string_view name, Language language) const;

    Response certificate(const Request& request, Language language) const;

    const service::CaseDesk& desk_;
    InventedTryOut invented_;
    Signing signing_;
    Behind behind_;
};

}  // namespace fjorten::web
