// The part of a record that one clock instance looks at: a request, or an event with everything that answers
// it.
#pragma once
#include <algorithm>
#include <vector>

#include "casefile/timeline.h"

namespace fjorten::engine {

class Matter {
  public:
    static Matter of_request(const casefile::Timeline& timeline, int request) {
        const auto& window = timeline.requests()[static_cast<std::size_t>(request)];
        return Matter(timeline, request, casefile::nothing, window.first, window.past_last, window.ended_by);
    }
    static Matter of_moment(const casefile::Timeline& timeline, int root) {
        return Matter(timeline, timeline.moments()[static_cast<std::size_t>(root)].request, root, root,
                      static_cast<int>(timeline.moments().size()), casefile::nothing);
    }

    int request() const { return request_; }
    int root() const { return root_; }
    int first() const { return first_; }
    int past_last() const { return past_last_; }
    /// The moment that ended the request; nothing for other matters, which outlive it.
    int ended_by() const { return ended_by_; }

    /// Moments that answer something belong to the matter of what they answer; the others belong to every
    /// matter that has begun.
    bool has(int moment) const {
        if (moment < first_ || moment >= past_last_) return false;
        if (root_ == casefile::nothing) return true;
        const auto type = timeline_->moments()[static_cast<std::size_t>(moment)].type;
        const auto root_type = timeline_->moments()[static_cast<std::size_t>(root_)].type;
        if (type == root_type) return moment == root_;
        if (timeline_->vocabulary().events[type].answers.groups.empty()) return true;
        return timeline_->belongs_to(moment, root_);
    }

  private:
    Matter(const casefile::Timeline& timeline, int request, int root, int first, int past_last, int ended_by)
        : timeline_(&timeline),
          request_(request),
          root_(root),
          first_(first),
          past_last_(past_last),
          ended_by_(ended_by) {}
    const casefile::Timeline* timeline_;
    int request_, root_, first_, past_last_, ended_by_;
};

}  // namespace fjorten::engine
