"""Awards become the rewards of the rules, several for one decision; a decision may need another person's consent."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core.triggers import FreezeTable, ThawTable


class Migration(migrations.Migration):

    dependencies = [
        ('awards', '0005_overturning_by_two'),
        ('challenges', '0007_amendments'),
        ('evaluation', '0010_acts_say_what_they_answer'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ProposedDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('outcomes', models.JSONField()),
                ('reasons', models.JSONField()),
                ('departure_reason', models.TextField(blank=True, verbose_name='Reason for departing from the ranking')),
                ('proposed_at', models.DateTimeField()),
                ('answer', models.CharField(blank=True, choices=[('approved', 'Approved'), ('sent_back', 'Sent back to the jury'), ('annulled', 'Challenge annulled'), ('dropped', 'Dropped')], max_length=10, verbose_name='Answer')),
                ('ground', models.CharField(blank=True, max_length=20, verbose_name='Ground')),
                ('answer_reason', models.TextField(blank=True, verbose_name='Reason')),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposed_decisions', to='evaluation.report')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposed_decisions', to='challenges.round')),
            ],
            options={
                'ordering': ['round', 'number'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', False), ('answered_by__isnull', False)), models.Q(('answered_at__isnull', True), ('answered_by__isnull', True)), _connector='OR'), name='proposed_decision_answered_at_and_by'),
                    models.UniqueConstraint(fields=('round', 'number'), name='proposed_decision_number_once'),
                    models.UniqueConstraint(condition=models.Q(('answered_at__isnull', True)), fields=('round',), name='proposed_decision_one_at_a_time'),
                    models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True)), models.Q(('answered_at__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='proposed_decision_answered_somehow'),
                    models.CheckConstraint(condition=models.Q(('answered_by__isnull', True), ('answer', 'dropped'), models.Q(('answered_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='proposed_decision_by_two_people'),
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name='award',
            name='award_notified_with_a_standstill',
        ),
        migrations.RemoveConstraint(
            model_name='award',
            name='award_final_after_the_standstill',
        ),
        migrations.RenameField('award', 'prize', 'amount'),
        migrations.AlterField(
            model_name='award',
            name='amount',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='Amount'),
        ),
        migrations.AddField(
            model_name='award',
            name='because',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name='award',
            name='contracted_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='award',
            name='item_key',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name='award',
            name='kind',
            field=models.CharField(choices=[('prize', 'Prize'), ('funding', 'Funding of work to be done'), ('refund', 'Refund of costs')], default='prize', max_length=10, verbose_name='Kind'),
        ),
        migrations.AddField(
            model_name='award',
            name='lot_key',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name='award',
            name='title',
            field=models.JSONField(blank=True, default=dict),
        ),
        ThawTable('awards_awardlist'),
        migrations.AlterField(
            model_name='awardlist',
            name='cause',
            field=models.CharField(choices=[('decided', 'The round was decided.'), ('overturned', 'An award was overturned.'), ('promoted', 'A reserve moved up.'), ('settled', 'A later round was decided, on which these rewards depended.')], max_length=20, verbose_name='Cause'),
        ),
        FreezeTable('awards_awardlist'),
        ThawTable('awards_decision'),
        migrations.AddField(
            model_name='decision',
            name='why',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AlterField(
            model_name='decision',
            name='rule',
            field=models.CharField(choices=[('within_limit', 'Met every threshold and ranked within the places there are.'), ('no_place_left', 'Met every threshold, but entries ranked higher took all the places.'), ('below_threshold', 'Did not reach the points that the rules ask for.'), ('not_ranked', 'Was not scored, so it has no rank.'), ('tie', 'Shares its rank with others where the places end, so a person decides.'), ('departure', 'The authority departed from the ranking, with a reason.'), ('taken', 'Is among those whom the published rules take.'), ('rewarded', 'Is among those whom the published rules reward.'), ('not_taken', 'The published rules take others.'), ('out', 'Is out by the published rules.'), ('hurdle', 'Is below a hurdle of the published rules.'), ('limit', 'A limit of the published rules is used up.'), ('moved_up', 'Was a reserve, and moved up when an award was overturned.')], max_length=20, verbose_name='Rule'),
        ),
        FreezeTable('awards_decision'),
        migrations.AlterField(
            model_name='award',
            name='currency',
            field=models.CharField(blank=True, max_length=3),
        ),
        migrations.AlterField(
            model_name='award',
            name='decision',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='awards', to='awards.decision'),
        ),
        migrations.AddConstraint(
            model_name='award',
            constraint=models.CheckConstraint(condition=models.Q(('standstill_ends_at__isnull', True), ('notified_at__isnull', False), _connector='OR'), name='award_stands_still_once_notified'),
        ),
        migrations.AddConstraint(
            model_name='award',
            constraint=models.CheckConstraint(condition=models.Q(('finalised_at__isnull', True), ('standstill_ends_at__isnull', True), ('finalised_at__gt', models.F('standstill_ends_at')), _connector='OR'), name='award_final_after_the_standstill'),
        ),
        migrations.AddConstraint(
            model_name='award',
            constraint=models.UniqueConstraint(fields=('decision', 'item_key'), name='award_once_per_reward'),
        ),
        FreezeTable(
            'awards_proposeddecision',
            columns=('round_id', 'number', 'report_id', 'outcomes', 'reasons', 'departure_reason', 'proposed_at', 'proposed_by_id'),
        ),
    ]
