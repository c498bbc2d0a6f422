// Connections for reading, each lent to one thread at a time.
#pragma once
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "disk/sqlite.h"

namespace fjorten::store {

class ReadPool {
  public:
    explicit ReadPool(std::string path) : path_(std::move(path)) {}

    /// A connection until it goes out of scope.
    class Lease {
      public:
        Lease(ReadPool& pool, std::unique_ptr<disk::Database> database)
            : pool_(&pool), database_(std::move(database)) {}
        Lease(Lease&&) noexcept = default;
        Lease& operator=(Lease&&) = delete;
        ~Lease() {
            if (database_) pool_->give_back(std::move(database_));
        }
        disk::Database& operator*() const { return *database_; }
        disk::Database* operator->() const { return database_.get(); }

      private:
        ReadPool* pool_;
        std::unique_ptr<disk::Database> database_;
    };

    Result<Lease> take();

  private:
    void give_back(std::unique_ptr<disk::Database> database);

    std::string path_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<disk::Database>> idle_;
};

}  // namespace fjorten::store
