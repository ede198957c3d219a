import GRDBSQLite

/// The C library beneath the file of answers.
public enum AnswerLibrary {
    /// The version of SQLite that runs, such as `3.40.1`.
    public static var version: String { String(cString: sqlite3_libversion()) }
}
