using System.Text;
using DuckDB.NET.Data;
using DuckDB.NET.Data.DataChunk.Reader;
using DuckDB.NET.Data.DataChunk.Writer;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Storage;

/// <summary>Functions of Elasticsearch that the database lacks; registered once, they are there for all its connections.</summary>
internal static class DatabaseFunctions
{
    /// <summary><c>murmur3(text, seed)</c>: the 32-bit hash of the text's UTF-8.</summary>
    public const string Murmur = "murmur3";

    /// <summary><c>route_hash(text)</c>: the hash that tells the shard of a routing value.</summary>
    public const string RouteHash = "route_hash";

    /// <summary><c>id_hash(id)</c>: the hash by which slices of a scroll part the ids.</summary>
    public const string IdHash = "id_hash";

    /// <summary><c>java_text(number)</c>: a double as Java prints it.</summary>
    public const string JavaText = "java_text";

    /// <summary><c>score_fault(text, row)</c>: tells of a fault of a row, and is null.</summary>
    public const string Fault = "score_fault";

    // The database hands over rows without a value too.
    private static readonly ScalarFunctionOptions Options = new() { HandlesNulls = true, IsPureFunction = true };

    public static void Register(DuckDBConnection connection)
    {
        connection.RegisterScalarFunction<string, int, int>(
            Murmur,
            (inputs, output, rows) => Each(
                inputs,
                output,
                rows,
                row => output.WriteValue(Murmur3.Hash(Encoding.UTF8.GetBytes(inputs[0].GetValue<string>(row)), inputs[1].GetValue<int>(row)), row)),
            Options);
        connection.RegisterScalarFunction<string, long, double>(
            Fault,
            (inputs, output, rows) => Each(
                inputs,
                output,
                rows,
                row =>
                {
                    FaultWatch.Keep(inputs[0].GetValue<string>(row), inputs[1].GetValue<long>(row));
                    output.WriteNull(row);
                }),
            Options);
        RegisterHash(connection, RouteHash, ShardRouting.Hash);
        RegisterHash(connection, IdHash, EncodedId.SliceHash);
        connection.RegisterScalarFunction<double, string>(
            JavaText,
            (inputs, output, rows) => Each(inputs, output, rows, row => output.WriteValue(JavaNumbers.Text(inputs[0].GetValue<double>(row)), row)),
            Options,
            false);
    }

    private static void RegisterHash(DuckDBConnection connection, string name, Func<string, int> hash) =>
        connection.RegisterScalarFunction<string, int>(
            name,
            (inputs, output, rows) => Each(inputs, output, rows, row => output.WriteValue(hash(inputs[0].GetValue<string>(row)), row)),
            Options,
            false);

    private static void Each(IReadOnlyList<IDuckDBDataReader> inputs, IDuckDBDataWriter output, ulong rows, Action<ulong> write)
    {
        for (ulong row = 0; row < rows; row++)
        {
            if (inputs.All(input => input.IsValid(row)))
                write(row);
            else
                output.WriteNull(row);
        }
    }
}
