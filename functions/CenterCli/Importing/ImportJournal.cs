using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Pipeline.Cloud;

namespace Pipeline.CenterCli;

/// <summary>
/// What is known of an archive being imported, in a SQLite file for its owner only: each file's header as it was read, each
/// package sent, and what the center made of it. So memory does not grow with the archive, and a restart reads nothing twice
/// that has not changed. Holds paths, patient IDs and study UIDs.
/// </summary>
internal sealed class ImportJournal : ISendRecord, IDisposable
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY, length INTEGER NOT NULL, modified INTEGER NOT NULL, study TEXT, patient TEXT, skip TEXT, package TEXT, entry INTEGER) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS files_study ON files (study, path) WHERE skip IS NULL;
        CREATE INDEX IF NOT EXISTS files_skip ON files (skip) WHERE skip IS NOT NULL;
        CREATE TABLE IF NOT EXISTS reports (study TEXT PRIMARY KEY, path TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS photographs (path TEXT PRIMARY KEY, study TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS photographs_study ON photographs (study, path);
        CREATE TABLE IF NOT EXISTS packages (key TEXT PRIMARY KEY, stamp TEXT, content TEXT NOT NULL, blob TEXT NOT NULL UNIQUE, sent TEXT NOT NULL, state TEXT, reason TEXT, detail TEXT);
        PRAGMA journal_mode = WAL;
        """;

    private readonly SqliteConnection connection;
    private readonly Lock gate = new();

    private ImportJournal(SqliteConnection connection) => this.connection = connection;

    /// <exception cref="CenterException">It is no journal, or cannot be written.</exception>
    public static ImportJournal Open(string path)
    {
        var opened = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            PrivateFile.TryCreate(path, []);
            opened.Open();
            var journal = new ImportJournal(opened);
            journal.Execute(Schema);
            return journal;
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            opened.Dispose();
            throw new CenterException(ExitCodes.Usage, new(
                $"記録 {path} を使えません。書けない場所なら --journal FILE で別の場所を指定してください。",
                $"The journal {path} cannot be used. For a read-only place name another by --journal FILE."), e);
        }
    }

    /// <summary>Whether that file's header was read as it is now.</summary>
    public bool Knows(StudyFolder.Walked file)
        => Scalar("SELECT 1 FROM files WHERE path = $a AND length = $b AND modified = $c", file.Path, file.Length, file.Modified) is not null;

    /// <summary>Remembers what headers said, all of them or none.</summary>
    public void Add(IReadOnlyCollection<(StudyFolder.Walked File, StudyFolder.FileHeader Header)> read)
    {
        lock (gate)
        {
            using SqliteTransaction transaction = connection.BeginTransaction();
            foreach ((StudyFolder.Walked file, StudyFolder.FileHeader header) in read)
            {
                Execute(
                    "INSERT OR REPLACE INTO files (path, length, modified, study, patient, skip) VALUES ($a, $b, $c, $d, $e, $f)",
                    file.Path, file.Length, file.Modified, header.StudyInstanceUid, header.PatientId, header.Skip);
            }

            transaction.Commit();
        }
    }

    /// <summary>
    /// Finds the study of each report: the one that its name says, else the only one in its folder and those below. A study with two
    /// reports of the same kind gets none.
    /// </summary>
    public void AttachReports()
    {
        Execute("DELETE FROM reports");
        foreach (string path in Texts("SELECT path FROM files WHERE skip = $a", SkipReasons.ReportWithoutStudy))
        {
            (string? study, bool isNamed) = StudyOf(path);
            if (study is not null)
            {
                string on = isNamed ? "DO UPDATE SET path = excluded.path" : "DO NOTHING";
                Execute($"INSERT INTO reports (study, path) VALUES ($a, $b) ON CONFLICT (study) {on}", study, path);
            }
        }
    }

    /// <summary>Finds the study of each picture file, folder by folder.</summary>
    public void AttachPhotographs()
    {
        Execute("DELETE FROM photographs");
        foreach (IGrouping<string, string> folder in Texts("SELECT path FROM files WHERE skip = $a", SkipReasons.PhotographWithoutStudy).GroupBy(PhotographFiles.FolderOf))
        {
            if (PhotographFiles.StudyOf(folder.Key, HoldsStudy, StudiesBelow) is not { } study)
            {
                continue;
            }

            foreach (string path in folder)
            {
                Execute("INSERT INTO photographs (path, study) VALUES ($a, $b)", path, study);
            }
        }
    }

    /// <summary>Studies, files and bytes that are to be sent or were.</summary>
    public (long Studies, long Files, long Bytes) Totals()
        => (Number("SELECT (SELECT COUNT(DISTINCT study) FROM files WHERE skip IS NULL) + (SELECT COUNT(*) FROM files WHERE skip IS NULL AND study IS NULL)"),
            Number("SELECT COUNT(*) FROM files WHERE skip IS NULL OR path IN (SELECT path FROM photographs)"),
            Number("SELECT COALESCE(SUM(length), 0) FROM files WHERE skip IS NULL OR path IN (SELECT path FROM photographs)"));

    /// <summary>The studies, one at a time, then the files that are of no study; by order of UID and path.</summary>
    public IEnumerable<FoundStudy> Studies()
    {
        for (string? study = Next(""); study is not null; study = Next(study))
        {
            string? report = Scalar("SELECT path FROM reports WHERE study = $a", study) as string;
            foreach (FoundStudy part in StudyFolder.Parts(Headers(study), Pictures(study)))
            {
                part.Report = part.Part == 0 ? report : null;
                yield return part;
            }
        }

        foreach (string path in Texts("SELECT path FROM files WHERE study IS NULL AND skip IS NULL ORDER BY path"))
        {
            long length = Number("SELECT length FROM files WHERE path = $a", path);
            yield return new FoundStudy { StudyInstanceUid = null, PatientId = null, Files = [new FoundFile(path, length)] };
        }
    }

    /// <summary>Names files as they are on disk, without reading them.</summary>
    public string StampOf(FoundStudy study)
    {
        var text = new StringBuilder();
        foreach (string path in study.Files.Select(file => file.Path).Concat(study.Report is null ? [] : [study.Report]))
        {
            text.Append($"{path}\n{Number("SELECT length FROM files WHERE path = $a", path)} {Number("SELECT modified FROM files WHERE path = $a", path)}\n");
        }

        return Hash(text.ToString());
    }

    /// <summary>Whether a package of exactly these files was sent.</summary>
    public bool IsSent(string key, string stamp) => Scalar("SELECT 1 FROM packages WHERE key = $a AND stamp = $b", key, stamp) is not null;

    /// <summary>Remembers which files went into a package, so that their outcome is found.</summary>
    public void Place(string key, string stamp, FoundStudy study)
    {
        lock (gate)
        {
            using SqliteTransaction transaction = connection.BeginTransaction();
            Execute("UPDATE packages SET stamp = $b WHERE key = $a", key, stamp);
            for (int i = 0; i < study.Files.Count; i++)
            {
                Execute("UPDATE files SET package = $b, entry = $c WHERE path = $a", study.Files[i].Path, key, i + 1);
            }

            transaction.Commit();
        }
    }

    /// <summary>Remembers why a file could not be sent.</summary>
    public void Fail(SkippedFile file) => Execute("UPDATE files SET skip = $b, modified = 0 WHERE path = $a", file.Path, file.Reason);

    /// <summary>When the oldest package was sent whose outcome is not known; null: all are.</summary>
    public DateTimeOffset? OldestUndecided()
        => Scalar("SELECT MIN(sent) FROM packages WHERE state IS NULL") is string sent ? DateTimeOffset.Parse(sent, CultureInfo.InvariantCulture) : null;

    /// <summary>Remembers what the center made of packages.</summary>
    public void Decide(IEnumerable<SentPackage> packages)
    {
        lock (gate)
        {
            using SqliteTransaction transaction = connection.BeginTransaction();
            foreach (SentPackage package in packages.Where(package => !package.IsReceiving))
            {
                Execute("UPDATE packages SET state = $b, reason = $c, detail = $d WHERE blob = $a", package.Blob, package.State.ToLowerInvariant(), package.Reason?.Code, package.Detail);
            }

            transaction.Commit();
        }
    }

    /// <summary>Files by what became of them: <c>registered</c>, <c>quarantined</c>, <c>sent</c> (not decided yet), <c>report</c>, or the reason of leaving them out.</summary>
    public IReadOnlyDictionary<string, long> Outcomes()
    {
        var outcomes = new Dictionary<string, long>();
        foreach (ImportedFile file in Account())
        {
            outcomes[file.Outcome] = outcomes.GetValueOrDefault(file.Outcome) + 1;
        }

        return outcomes;
    }

    /// <summary>Every file and what became of it, by path.</summary>
    public IEnumerable<ImportedFile> Account()
    {
        using SqliteCommand command = Command(
            """
            SELECT f.path,
                   CASE WHEN r.path IS NOT NULL AND f.skip = $a THEN 'report' WHEN f.skip IS NOT NULL AND NOT (i.path IS NOT NULL AND f.skip = $b) THEN f.skip WHEN p.key IS NULL THEN 'not-sent' ELSE COALESCE(p.state, 'sent') END,
                   p.reason, p.detail, p.blob, f.entry
            FROM files f LEFT JOIN packages p ON p.key = f.package LEFT JOIN reports r ON r.path = f.path LEFT JOIN photographs i ON i.path = f.path ORDER BY f.path
            """,
            SkipReasons.ReportWithoutStudy,
            SkipReasons.PhotographWithoutStudy);
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            int? entry = reader.IsDBNull(5) ? null : reader.GetInt32(5);
            yield return new ImportedFile(reader.GetString(0), reader.GetString(1), Text(reader, 2), Text(reader, 3), Text(reader, 4), entry).AsOneOfItsPackage();
        }
    }

    /// <inheritdoc/>
    public SentRecord? Find(string key)
    {
        lock (gate)
        {
            using SqliteCommand command = Command("SELECT content, blob, sent FROM packages WHERE key = $a", key);
            using SqliteDataReader reader = command.ExecuteReader();
            return reader.Read() ? new SentRecord(reader.GetString(0), reader.GetString(1), DateTimeOffset.Parse(reader.GetString(2), CultureInfo.InvariantCulture)) : null;
        }
    }

    /// <inheritdoc/>
    public void Record(string key, SentRecord sent) => Execute(
        "INSERT OR REPLACE INTO packages (key, content, blob, sent) VALUES ($a, $b, $c, $d)",
        key, sent.Content, sent.Blob, sent.Sent.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture));

    public void Dispose() => connection.Dispose();

    private (string? Study, bool IsNamed) StudyOf(string path)
    {
        string folder = path.LastIndexOf('/') is var at and >= 0 ? path[..(at + 1)] : "";
        string name = path[folder.Length..];
        if (!name.Equals("report.json", StringComparison.OrdinalIgnoreCase))
        {
            string uid = name[..^".report.json".Length];
            return (Scalar("SELECT study FROM files WHERE study = $a AND skip IS NULL LIMIT 1", uid) as string, true);
        }

        // '0' comes after '/': the range is all paths that begin with the folder.
        string within = folder.Length == 0 ? "" : " AND path >= $a AND path < $b";
        string before = folder.Length == 0 ? "" : folder[..^1] + "0";
        bool isOne = Number($"SELECT COUNT(*) FROM (SELECT DISTINCT study FROM files WHERE skip IS NULL AND study IS NOT NULL{within} LIMIT 2)", folder, before) == 1;
        return (isOne ? Scalar($"SELECT study FROM files WHERE skip IS NULL AND study IS NOT NULL{within} LIMIT 1", folder, before) as string : null, false);
    }

    private bool HoldsStudy(string folder)
    {
        (string from, string to) = Within(folder);
        return Scalar(
            "SELECT 1 FROM files WHERE path >= $a AND path < $b AND instr(substr(path, $c), '/') = 0 "
                + "AND ((skip IS NULL AND study IS NOT NULL) OR (skip = $d AND lower(substr(path, $c)) = 'report.json')) LIMIT 1",
            from, to, from.EnumerateRunes().Count() + 1, SkipReasons.ReportWithoutStudy) is not null;
    }

    private List<string> StudiesBelow(string folder)
    {
        (string from, string to) = Within(folder);
        return Texts("SELECT DISTINCT study FROM files WHERE skip IS NULL AND study IS NOT NULL AND path >= $a AND path < $b LIMIT 2", from, to);
    }

    /// <summary>The range of all paths in and below a folder: <c>0</c> comes after <c>/</c>, and nothing after U+10FFFF.</summary>
    private static (string From, string To) Within(string folder) => folder.Length == 0 ? ("", "\U0010FFFF") : (folder + "/", folder + "0");

    private string? Next(string study)
        => Scalar("SELECT study FROM files WHERE skip IS NULL AND study > $a ORDER BY study LIMIT 1", study) as string;

    private List<StudyFolder.FileHeader> Headers(string study)
    {
        lock (gate)
        {
            using SqliteCommand command = Command("SELECT path, length, patient FROM files WHERE skip IS NULL AND study = $a ORDER BY path", study);
            using SqliteDataReader reader = command.ExecuteReader();
            List<StudyFolder.FileHeader> headers = [];
            while (reader.Read())
            {
                headers.Add(new StudyFolder.FileHeader(new FoundFile(reader.GetString(0), reader.GetInt64(1)), study, Text(reader, 2)));
            }

            return headers;
        }
    }

    private List<FoundFile> Pictures(string study)
    {
        lock (gate)
        {
            using SqliteCommand command = Command("SELECT f.path, f.length FROM photographs i JOIN files f ON f.path = i.path WHERE i.study = $a ORDER BY f.path", study);
            using SqliteDataReader reader = command.ExecuteReader();
            List<FoundFile> pictures = [];
            while (reader.Read())
            {
                pictures.Add(new FoundFile(reader.GetString(0), reader.GetInt64(1), IsPhotograph: true));
            }

            return pictures;
        }
    }

    private List<string> Texts(string sql, params object?[] values)
    {
        lock (gate)
        {
            using SqliteCommand command = Command(sql, values);
            using SqliteDataReader reader = command.ExecuteReader();
            List<string> texts = [];
            while (reader.Read())
            {
                texts.Add(reader.GetString(0));
            }

            return texts;
        }
    }

    private long Number(string sql, params object?[] values) => Scalar(sql, values) as long? ?? 0;

    private object? Scalar(string sql, params object?[] values)
    {
        lock (gate)
        {
            using SqliteCommand command = Command(sql, values);
            return command.ExecuteScalar() is var value and not DBNull ? value : null;
        }
    }

    private void Execute(string sql, params object?[] values)
    {
        lock (gate)
        {
            using SqliteCommand command = Command(sql, values);
            command.ExecuteNonQuery();
        }
    }

    private SqliteCommand Command(string sql, params object?[] values)
    {
        SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // texts of our own; values are parameters
        command.CommandText = sql;
#pragma warning restore CA2100
        for (int i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue($"${(char)('a' + i)}", values[i] ?? DBNull.Value);
        }

        return command;
    }

    private static string? Text(SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    /// <inheritdoc/>
    public string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
