"""The awards of a round become a numbered series of lists, and every list is told in letters; none of them changes."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core.triggers import FreezeTable


class Migration(migrations.Migration):

    dependencies = [
        ('awards', '0003_points_of_any_size'),
        ('challenges', '0006_rules_in_documents'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='decision',
            name='rule',
            field=models.CharField(choices=[('within_limit', 'Met every threshold and ranked within the places there are.'), ('no_place_left', 'Met every threshold, but entries ranked higher took all the places.'), ('below_threshold', 'Did not reach the points that the rules ask for.'), ('not_ranked', 'Was not scored, so it has no rank.'), ('tie', 'Shares its rank with others where the places end, so a person decides.'), ('departure', 'The authority departed from the ranking, with a reason.'), ('moved_up', 'Was a reserve, and moved up when an award was overturned.')], max_length=20, verbose_name='Rule'),
        ),
        migrations.CreateModel(
            name='AwardList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('cause', models.CharField(choices=[('decided', 'The round was decided.'), ('overturned', 'An award was overturned.'), ('promoted', 'A reserve moved up.')], max_length=20, verbose_name='Cause')),
                ('reason', models.TextField(blank=True, verbose_name='Reason')),
                ('content', models.JSONField()),
                ('sha256', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='award_lists', to='challenges.round')),
            ],
            options={
                'ordering': ['round', 'number'],
                'constraints': [models.UniqueConstraint(fields=('round', 'number'), name='award_list_number_once')],
            },
        ),
        migrations.AddField(
            model_name='award',
            name='award_list',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='awards', to='awards.awardlist'),
        ),
        migrations.CreateModel(
            name='ChangeNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content', models.JSONField()),
                ('sent_at', models.DateTimeField()),
                ('award_list', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='awards.awardlist')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='change_notices', to='awards.decision')),
            ],
            options={
                'ordering': ['-award_list__number', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('award_list', 'decision'), name='change_notice_once')],
            },
        ),
        FreezeTable("awards_awardlist"),
        FreezeTable("awards_changenotice"),
    ]
