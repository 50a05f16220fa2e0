namespace MotionBlend.SearchNode.Aggregations.Metrics;

/// <summary>Sums over the rows of a bucket that have all of some fields; fields by their position.</summary>
/// <param name="Count">Rows.</param>
/// <param name="Means">The mean of each field.</param>
/// <param name="Products">Sums of the products of the distances from the means, a row a field: those with itself and with the fields behind it.</param>
/// <param name="Cubes">Sums of the third powers of the distances.</param>
/// <param name="Fourths">Sums of the fourth powers.</param>
internal sealed record FieldMoments(long Count, double[] Means, double[][] Products, double[] Cubes, double[] Fourths)
{
    public static readonly FieldMoments None = new(0, [], [], [], []);

    /// <summary>The covariance of two fields; the variance of one. Of a sample: divided by one less than there are rows.</summary>
    public double Covariance(int a, int b) => Product(a, b) / (Count - 1);

    /// <summary>Pearson's coefficient; not a number where a field does not vary.</summary>
    public double Correlation(int a, int b)
    {
        if (a == b)
            return 1;
        var (first, second) = (Covariance(a, a), Covariance(b, b));
        return first == 0 || second == 0 ? double.NaN : Covariance(a, b) / (Math.Sqrt(first) * Math.Sqrt(second));
    }

    public double Skewness(int field) => Math.Sqrt(Count) * Cubes[field] / Math.Pow(Product(field, field), 1.5);

    public double Kurtosis(int field) => Count * Fourths[field] / (Product(field, field) * Product(field, field));

    private double Product(int a, int b) => Products[Math.Min(a, b)][Math.Abs(a - b)];
}
