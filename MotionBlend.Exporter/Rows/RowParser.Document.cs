using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Indexing;

namespace MotionBlend.Exporter.Rows;

/// <content>From parsed cells to Domain's document.</content>
internal sealed partial class RowParser
{
    private static readonly int BlendId = Ordinal(BlendFields.BlendId);
    private static readonly int LeftMotionId = Ordinal(BlendFields.LeftMotionId);
    private static readonly int RightMotionId = Ordinal(BlendFields.RightMotionId);
    private static readonly int BlendRatio = Ordinal(BlendFields.BlendRatio);
    private static readonly int TransitionStartFrame = Ordinal(BlendFields.TransitionStartFrame);
    private static readonly int TransitionEndFrame = Ordinal(BlendFields.TransitionEndFrame);
    private static readonly int Method = Ordinal(BlendFields.Method);
    private static readonly int Fid = Ordinal(BlendFields.Fid);
    private static readonly int Coverage = Ordinal(BlendFields.Coverage);
    private static readonly int GlobalDiversity = Ordinal(BlendFields.GlobalDiversity);
    private static readonly int LocalDiversity = Ordinal(BlendFields.LocalDiversity);
    private static readonly int InterDiversity = Ordinal(BlendFields.InterDiversity);
    private static readonly int IntraDiversity = Ordinal(BlendFields.IntraDiversity);
    private static readonly int L2VelocityMean = Ordinal(BlendFields.L2VelocityMean);
    private static readonly int L2VelocityStd = Ordinal(BlendFields.L2VelocityStd);
    private static readonly int L2VelocityMax = Ordinal(BlendFields.L2VelocityMax);
    private static readonly int L2VelocityTransition = Ordinal(BlendFields.L2VelocityTransition);
    private static readonly int L2AccelerationMean = Ordinal(BlendFields.L2AccelerationMean);
    private static readonly int L2AccelerationStd = Ordinal(BlendFields.L2AccelerationStd);
    private static readonly int L2AccelerationMax = Ordinal(BlendFields.L2AccelerationMax);
    private static readonly int L2AccelerationTransition = Ordinal(BlendFields.L2AccelerationTransition);
    private static readonly int TransitionSmoothness = Ordinal(BlendFields.TransitionSmoothness);
    private static readonly int VelocityRatio = Ordinal(BlendFields.VelocityRatio);
    private static readonly int AccelerationRatio = Ordinal(BlendFields.AccelerationRatio);
    private static readonly int QualityScore = Ordinal(BlendFields.QualityScore);
    private static readonly int QualityCategory = Ordinal(BlendFields.QualityCategory);
    private static readonly int HasVelocitySpike = Ordinal(BlendFields.HasVelocitySpike);
    private static readonly int HasRoughTransition = Ordinal(BlendFields.HasRoughTransition);
    private static readonly int HasDistributionMismatch = Ordinal(BlendFields.HasDistributionMismatch);
    private static readonly int CreatedAt = Ordinal(BlendFields.CreatedAt);
    private static readonly int UpdatedAt = Ordinal(BlendFields.UpdatedAt);
    private static readonly int ComputedAt = Ordinal(BlendFields.ComputedAt);

    private static int Ordinal(string field) => MartColumn.Find(field)!.Ordinal;

    private BlendDocument Document() => new()
    {
        BlendId = _parsed[BlendId].Text!,
        LeftMotionId = _parsed[LeftMotionId].Text!,
        RightMotionId = _parsed[RightMotionId].Text!,
        BlendRatio = _parsed[BlendRatio].Number,
        TransitionStartFrame = (int)_parsed[TransitionStartFrame].Number,
        TransitionEndFrame = (int)_parsed[TransitionEndFrame].Number,
        Method = _parsed[Method].Method,
        Fid = _parsed[Fid].Number,
        Coverage = _parsed[Coverage].Number,
        GlobalDiversity = _parsed[GlobalDiversity].Number,
        LocalDiversity = _parsed[LocalDiversity].Number,
        InterDiversity = _parsed[InterDiversity].Number,
        IntraDiversity = _parsed[IntraDiversity].Number,
        L2VelocityMean = _parsed[L2VelocityMean].Number,
        L2VelocityStd = _parsed[L2VelocityStd].Number,
        L2VelocityMax = _parsed[L2VelocityMax].Number,
        L2VelocityTransition = _parsed[L2VelocityTransition].Number,
        L2AccelerationMean = _parsed[L2AccelerationMean].Number,
        L2AccelerationStd = _parsed[L2AccelerationStd].Number,
        L2AccelerationMax = _parsed[L2AccelerationMax].Number,
        L2AccelerationTransition = _parsed[L2AccelerationTransition].Number,
        TransitionSmoothness = _parsed[TransitionSmoothness].Number,
        VelocityRatio = _parsed[VelocityRatio].Number,
        AccelerationRatio = _parsed[AccelerationRatio].Number,
        QualityScore = _parsed[QualityScore].Number,
        QualityCategory = _parsed[QualityCategory].Category,
        HasVelocitySpike = _parsed[HasVelocitySpike].IsTrue,
        HasRoughTransition = _parsed[HasRoughTransition].IsTrue,
        HasDistributionMismatch = _parsed[HasDistributionMismatch].IsTrue,
        CreatedAt = Timestamp.ToDateTime(_parsed[CreatedAt].Micros),
        UpdatedAt = Timestamp.ToDateTime(_parsed[UpdatedAt].Micros),
        ComputedAt = Timestamp.ToDateTime(_parsed[ComputedAt].Micros),
    };
}
