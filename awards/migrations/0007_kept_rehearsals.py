"""Rehearsals are kept with what was rehearsed, and never change."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core.triggers import FreezeTable


class Migration(migrations.Migration):

    dependencies = [
        ('awards', '0006_rewards_and_approval'),
        ('challenges', '0007_amendments'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='KeptRehearsal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('scenario', models.CharField(max_length=20, verbose_name='What happens')),
                ('entries', models.PositiveIntegerField(verbose_name='Number of entries')),
                ('seed', models.PositiveIntegerField(verbose_name='Seed')),
                ('content', models.JSONField()),
                ('content_sha256', models.CharField(max_length=64)),
                ('kept_at', models.DateTimeField()),
                ('challenge', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rehearsals', to='challenges.challenge')),
                ('kept_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['challenge', 'number'],
                'constraints': [models.UniqueConstraint(fields=('challenge', 'number'), name='kept_rehearsal_number_once'), models.UniqueConstraint(fields=('challenge', 'sha256', 'scenario', 'entries', 'seed'), name='kept_rehearsal_course_once')],
            },
        ),
        FreezeTable("awards_keptrehearsal"),
    ]
