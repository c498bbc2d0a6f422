// The caseworker's pages: logging in, and which page answers which request.
#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "service/record_desk.h"
#include "service/sessions.h"
#include "web/http.h"
#include "web/work_frame.h"
#include "web/work_visit.h"

namespace fjorten::web {

/// Keeps nothing but what the desk and the sessions keep. Called from several threads at once.
class Workplace {
  public:
    /// `desk` and `sessions` must outlive it. `random_id` makes what nobody can guess.
    Workplace(service::RecordDesk& desk, service::Sessions& sessions,
              std::function<std::string(std::size_t)> random_id, OtherDesks others = {})
        : desk_(desk), sessions_(sessions), random_id_(std::move(random_id)), others_(others) {}

    Response respond(const Request& request);
    static bool owns(std::string_view path);
    /// Whether whoever sends this request is logged in and may send a file there.
    bool takes_files(const Request& head) const;
    /// Whether nothing is written down about visits there: the pages of courses without a name.
    static bool is_unseen(std::string_view path);
    /// A path that it owns without the number of the case: "/sag/*/note", for the log.
    static std::string pattern_of(std::string_view path);

  private:
    class Arrival;
    bool may_try(std::string_view client);
    void failed(std::string_view client);

    service::RecordDesk& desk_;
    service::Sessions& sessions_;
    std::function<std::string(std::size_t)> random_id_;
    OtherDesks others_;
    // A whole office may share an address: a few mistyped passwords of others hold nobody up.
    service::LoginBackoff by_address_{50};
};

}  // namespace fjorten::web
