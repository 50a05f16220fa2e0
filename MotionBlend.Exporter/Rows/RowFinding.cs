using MotionBlend.Domain.Quality;

namespace MotionBlend.Exporter.Rows;

/// <summary>One thing found wrong with a row.</summary>
/// <param name="Severity">An error keeps the row out of the index; a warning is counted.</param>
/// <param name="Rule">Stable name of the rule.</param>
/// <param name="Column">Column at fault; null when it is the row as a whole.</param>
/// <param name="Message">What was found and what would be right.</param>
internal readonly record struct RowFinding(FindingSeverity Severity, string Rule, string? Column, string Message);
