namespace MotionBlend.Exporter.Mart.BigQuery.Rest;

/// <summary>What a query would cost, told by BigQuery without running it.</summary>
/// <param name="Bytes">Bytes that it would read.</param>
/// <param name="Dollars">Their price on demand; the first tebibyte of a month is free, which is not counted here.</param>
internal sealed record QueryEstimate(long Bytes, decimal Dollars);
