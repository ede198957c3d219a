import GRDB

/// The tables of a file of answers. Each version of them is a migration, which a file of an earlier one goes through.
enum AnswerSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { db in
            try db.execute(
                sql: """
                    CREATE TABLE answers (
                        id INTEGER PRIMARY KEY,
                        language TEXT NOT NULL,
                        source TEXT NOT NULL,
                        word TEXT NOT NULL,
                        fetched_at INTEGER NOT NULL,
                        used_at INTEGER NOT NULL,
                        is_shared INTEGER NOT NULL,
                        value BLOB NOT NULL,
                        UNIQUE (language, source, word)
                    );
                    CREATE INDEX answers_used_at ON answers (used_at);
                    CREATE TABLE offsets (
                        cluster TEXT NOT NULL,
                        topic TEXT NOT NULL,
                        partition INTEGER NOT NULL,
                        next INTEGER NOT NULL,
                        PRIMARY KEY (cluster, topic, partition)
                    ) WITHOUT ROWID;
                    CREATE TABLE claims (
                        language TEXT NOT NULL,
                        source TEXT NOT NULL,
                        word TEXT NOT NULL,
                        owner TEXT NOT NULL,
                        until INTEGER NOT NULL,
                        PRIMARY KEY (language, source, word)
                    ) WITHOUT ROWID;
                    """)
        }
        return migrator
    }
}
