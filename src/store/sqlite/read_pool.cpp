#include "store/sqlite/read_pool.h"

namespace fjorten::store {

namespace {

constexpr std::size_t most_idle = 8;

}  // namespace

Result<ReadPool::Lease> ReadPool::take() {
    {
        const std::lock_guard lock(mutex_);
        if (!idle_.empty()) {
            auto database = std::move(idle_.back());
            idle_.pop_back();
            return Lease(*this, std::move(database));
        }
    }
    auto database = disk::Database::open(path_, disk::Access::read_only, disk::Journal::write_ahead);
    if (!database) return std::unexpected(std::move(database.error()));
    return Lease(*this, std::move(*database));
}

void ReadPool::give_back(std::unique_ptr<disk::Database> database) {
    const std::lock_guard lock(mutex_);
    if (idle_.size() < most_idle) idle_.push_back(std::move(database));
}

}  // namespace fjorten::store
